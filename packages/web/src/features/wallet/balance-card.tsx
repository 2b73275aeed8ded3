import { useQuery } from '@tanstack/react-query'
import { Icon } from '../../components/icon.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { Trouble } from '../../components/trouble.tsx'
import { formatKes } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { useRealtimeUp } from '../../lib/realtime-provider.tsx'
import styles from './balance-card.module.css'
import { RollingAmount } from './rolling-amount.tsx'
import { walletPollMs, walletQuery } from './wallet-query.ts'

/** The balance, large, moving by itself, and what is still on its way. */
export function BalanceCard() {
  const t = useMessages()
  const realtimeUp = useRealtimeUp()
  const wallet = useQuery({
    ...walletQuery,
    refetchInterval: (query) => walletPollMs(query.state.data, realtimeUp),
  })
  if (wallet.data === undefined && wallet.error) {
    return (
      <Trouble
        title={t.wallet.unreachable}
        error={wallet.error}
        onRetry={() => void wallet.refetch()}
      />
    )
  }
  const { data } = wallet
  return (
    <section className={styles.card} aria-label={t.wallet.balance}>
      <p className={styles.label} aria-hidden="true">
        {t.wallet.balance}
      </p>
      {data === undefined ? (
        <p className={styles.amount}>
          <Skeleton shape="title" />
          <span className="visually-hidden">{t.loading}</span>
        </p>
      ) : (
        <p>
          <RollingAmount kes={data.balance} />
        </p>
      )}
      <p className="visually-hidden" role="status">
        {data === undefined ? '' : t.wallet.balanceIs(formatKes(data.balance))}
      </p>
      <div className={styles.more}>
        {data !== undefined && data.pending > 0 ? (
          <p className={styles.pending}>
            <Icon name="clock" size={17} />
            {t.wallet.pending(formatKes(data.pending))}
          </p>
        ) : null}
        {data !== undefined && data.held > 0 ? <p>{t.wallet.held(formatKes(data.held))}</p> : null}
      </div>
    </section>
  )
}
