import { formatKes } from '../lib/format.ts'
import styles from './money.module.css'

/** An amount in shillings, with figures that line up. `signed` puts a plus before what came in. */
export function Money(props: { kes: number; signed?: boolean }) {
  return (
    <span className={styles.money}>
      {props.signed && props.kes > 0 ? '+' : ''}
      {formatKes(props.kes)}
    </span>
  )
}
