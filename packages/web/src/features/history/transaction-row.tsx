import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'
import { Money } from '../../components/money.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import type { TransactionRecord } from '../../lib/api-types.ts'
import { formatTime } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { usePreferences } from '../../lib/preferences.tsx'
import styles from './history.module.css'
import { isIncoming } from './is-incoming.ts'

/** One line of the history; leads to everything that is known of the transaction. */
export function TransactionRow(props: { transaction: TransactionRecord }) {
  const { transaction } = props
  const t = useMessages()
  const { language } = usePreferences()
  const incoming = isIncoming(transaction.type)
  return (
    <li className={styles.item}>
      <Link
        to="/history/$transactionId"
        params={{ transactionId: transaction.transaction_id }}
        className={`${styles.row} ${styles[transaction.status]}`}
      >
        <span className={styles.icon}>
          <Icon name={incoming ? 'down' : 'up'} size={18} />
        </span>
        <span className={styles.what}>
          <span className={styles.name}>{t.transaction.types[transaction.type]}</span>
          <span className={styles.detail}>
            <span>{formatTime(transaction.created_at, language)} </span>
            <span>{transaction.mpesa_receipt_number}</span>
          </span>
        </span>
        <span className={styles.end}>
          <span className={styles.amount}>
            <Money kes={transaction.amount} signed={incoming && transaction.status !== 'failed'} />
          </span>
          <StatusBadge status={transaction.status} />
        </span>
      </Link>
    </li>
  )
}
