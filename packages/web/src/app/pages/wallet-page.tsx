import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { Page } from '../../components/page.tsx'
import { RecentTransactions } from '../../features/history/recent-transactions.tsx'
import { PaymentForm } from '../../features/pay/payment-form.tsx'
import { BalanceCard } from '../../features/wallet/balance-card.tsx'
import { useMessages } from '../../lib/i18n/messages.ts'
import { useSession } from '../signed-in.tsx'
import styles from './wallet-page.module.css'

/** My Wallet: what is in it, how to put more in, and what happened lately. */
export function WalletPage() {
  const t = useMessages()
  const session = useSession()
  const navigate = useNavigate()
  const { amount } = useSearch({ from: '/signed-in/' })
  const payFrom = useLocation({ select: (location) => location.state.payFrom })
  return (
    <Page title={t.wallet.title}>
      <div className={styles.columns}>
        <div className={styles.balance}>
          <BalanceCard />
        </div>
        <div className={styles.form}>
          <PaymentForm
            session={session}
            prefill={{ kes: amount, msisdn: payFrom }}
            onStarted={(transactionId) =>
              void navigate({ to: '/pay/$transactionId', params: { transactionId } })
            }
          />
        </div>
        <div className={styles.recent}>
          <RecentTransactions />
        </div>
      </div>
    </Page>
  )
}
