import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Trouble } from '../../components/trouble.tsx'
import { useMessages } from '../../lib/i18n/messages.ts'
import { recentTransactionsQuery } from './api.ts'
import { EmptyHistory } from './empty-history.tsx'
import styles from './history.module.css'
import { HistorySkeleton } from './history-list.tsx'
import { TransactionRow } from './transaction-row.tsx'

/** The newest few transactions and the way to all of them. */
export function RecentTransactions() {
  const t = useMessages()
  const recent = useQuery(recentTransactionsQuery)
  return (
    <Card title={t.wallet.recent}>
      {recent.data === undefined ? (
        recent.error ? (
          <Trouble error={recent.error} onRetry={() => void recent.refetch()} />
        ) : (
          <HistorySkeleton />
        )
      ) : recent.data.items.length === 0 ? (
        <EmptyHistory filtered={false} />
      ) : (
        <>
          <ul className={`${styles.list} ${styles.bare}`}>
            {recent.data.items.map((transaction) => (
              <TransactionRow key={transaction.transaction_id} transaction={transaction} />
            ))}
          </ul>
          <Link to="/history" className={buttonClass('quiet', true)}>
            {t.wallet.seeAll}
          </Link>
        </>
      )}
    </Card>
  )
}
