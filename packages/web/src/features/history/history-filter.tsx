import { Link } from '@tanstack/react-router'
import type { TransactionStatus } from '../../lib/api-types.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { transactionStatuses } from '../../lib/transaction-statuses.ts'
import styles from './history.module.css'

/** Chips that choose which transactions show; the choice is in the address. */
export function HistoryFilter() {
  const t = useMessages()
  return (
    <nav className={styles.filter} aria-label={t.history.filter}>
      <Chip status={undefined} label={t.history.all} />
      {transactionStatuses.map((status) => (
        <Chip key={status} status={status} label={t.transaction.status[status]} />
      ))}
    </nav>
  )
}

function Chip(props: { status: TransactionStatus | undefined; label: string }) {
  return (
    <Link
      to="/history"
      search={props.status === undefined ? {} : { status: props.status }}
      replace
      className={styles.chip}
      activeOptions={{ exact: true, includeSearch: true }}
    >
      {props.label}
    </Link>
  )
}
