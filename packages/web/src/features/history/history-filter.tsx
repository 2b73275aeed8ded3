import { Link } from '@tanstack/react-router'
import type { TransactionStatus } from '../../lib/api-types.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { transactionStatuses } from '../../lib/transaction-statuses.ts'
import styles from './history.module.css'

/** Chips that choose which transactions show; the choice is in the address. */
export function HistoryFilter(props: { status: TransactionStatus | undefined }) {
  const t = useMessages()
  return (
    <nav className={styles.filter} aria-label={t.history.filter}>
      <Chip status={undefined} chosen={props.status} label={t.history.all} />
      {transactionStatuses.map((status) => (
        <Chip
          key={status}
          status={status}
          chosen={props.status}
          label={t.transaction.status[status]}
        />
      ))}
    </nav>
  )
}

function Chip(props: {
  status: TransactionStatus | undefined
  chosen: TransactionStatus | undefined
  label: string
}) {
  return (
    <Link
      to="/history"
      search={props.status === undefined ? {} : { status: props.status }}
      replace
      className={styles.chip}
      aria-current={props.status === props.chosen ? 'true' : undefined}
    >
      {props.label}
    </Link>
  )
}
