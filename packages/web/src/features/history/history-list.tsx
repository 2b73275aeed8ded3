import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '../../components/button.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { Trouble } from '../../components/trouble.tsx'
import type { TransactionStatus } from '../../lib/api-types.ts'
import { formatDay, relativeDay } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { usePreferences } from '../../lib/preferences.tsx'
import { serverNowMs } from '../../lib/server-clock.ts'
import { transactionsQuery } from './api.ts'
import { byDay, type Day } from './by-day.ts'
import { EmptyHistory } from './empty-history.tsx'
import styles from './history.module.css'
import { TransactionRow } from './transaction-row.tsx'

/** The history of one status, or of all, day by day, growing on demand. */
export function HistoryList(props: { status: TransactionStatus | undefined }) {
  const t = useMessages()
  const history = useInfiniteQuery(transactionsQuery(props.status))
  if (history.data === undefined) {
    return history.error ? (
      <Trouble
        title={t.history.unreachable}
        error={history.error}
        onRetry={() => void history.refetch()}
      />
    ) : (
      <HistorySkeleton />
    )
  }
  const transactions = history.data.pages.flatMap((page) => page.items)
  if (transactions.length === 0) return <EmptyHistory filtered={props.status !== undefined} />
  return (
    <>
      {byDay(transactions).map((day) => (
        <DaySection key={day.key} day={day} />
      ))}
      {history.isFetchNextPageError ? (
        <Trouble error={history.error} onRetry={() => void history.fetchNextPage()} />
      ) : history.hasNextPage ? (
        <Button
          look="secondary"
          wide
          busy={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {history.isFetchingNextPage ? t.history.loadingMore : t.history.more}
        </Button>
      ) : (
        <p className={styles.finish}>{t.history.end}</p>
      )}
    </>
  )
}

function DaySection(props: { day: Day }) {
  const t = useMessages()
  const { language } = usePreferences()
  const [first] = props.day.items
  const near = relativeDay(first.created_at, serverNowMs())
  return (
    <section aria-labelledby={`day-${props.day.key}`}>
      <h2 className={styles.day} id={`day-${props.day.key}`}>
        {near === undefined ? formatDay(first.created_at, language) : t.history[near]}
      </h2>
      <ul className={styles.list}>
        {props.day.items.map((transaction) => (
          <TransactionRow key={transaction.transaction_id} transaction={transaction} />
        ))}
      </ul>
    </section>
  )
}

/** Stands in for the list while it is on its way. */
export function HistorySkeleton() {
  const t = useMessages()
  return (
    <div className={styles.list}>
      <span className="visually-hidden" role="status">
        {t.loading}
      </span>
      {['a', 'b', 'c', 'd'].map((line) => (
        <div key={line} className={styles.row}>
          <span className={styles.icon} />
          <span className={styles.what}>
            <Skeleton />
          </span>
        </div>
      ))}
    </div>
  )
}
