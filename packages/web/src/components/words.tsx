import { Fragment } from 'react'
import styles from './words.module.css'

const name = 'M-PESA'

/** Text in which the name M-PESA is never broken over two lines at its hyphen. */
export function Words(props: { children: string; className?: string | undefined }) {
  const parts = props.children.split(name)
  return (
    <span className={props.className}>
      {parts.map((part, index) => (
        // The parts of one text never change their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is what tells equal parts apart
        <Fragment key={index}>
          {index > 0 ? <span className={styles.whole}>{name}</span> : null}
          {part}
        </Fragment>
      ))}
    </span>
  )
}
