import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { TransactionDetails } from '../../features/history/transaction-details.tsx'
import { useMessages } from '../../lib/i18n/messages.ts'
import { settingsQuery } from '../../lib/session.ts'

/** One transaction of the history. */
export function TransactionPage() {
  const t = useMessages()
  const { transactionId } = useParams({ from: '/signed-in/history/$transactionId' })
  const { data: settings } = useQuery(settingsQuery)
  return (
    <Page
      narrow
      title={t.transaction.title}
      lead={
        <Link to="/history" className={`${buttonClass('quiet')} no-print`} aria-label={t.back}>
          <Icon name="back" />
        </Link>
      }
    >
      <TransactionDetails
        transactionId={transactionId}
        businessName={settings?.business_name ?? t.brand}
      />
    </Page>
  )
}
