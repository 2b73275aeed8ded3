import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Card } from '../../components/card.tsx'
import { Page } from '../../components/page.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { Trouble } from '../../components/trouble.tsx'
import type { PaymentStatus, Session } from '../../lib/api-types.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { useRealtimeUp } from '../../lib/realtime-provider.tsx'
import { serverNowMs } from '../../lib/server-clock.ts'
import { useNow } from '../../lib/use-now.ts'
import { paymentQuery } from './api.ts'
import { FailedPayment } from './failed-payment.tsx'
import { paymentPollMs, viewPayment } from './payment-view.ts'
import { SucceededPayment } from './succeeded-payment.tsx'
import { WaitingPayment } from './waiting-payment.tsx'

/** One payment, live, from the prompt on the phone to its end. `newBalance` shows the wallet's balance. */
export function PaymentScreen(props: {
  transactionId: string
  session: Session
  newBalance: ReactNode
}) {
  const t = useMessages()
  const realtimeUp = useRealtimeUp()
  const payment = useQuery({
    ...paymentQuery(props.transactionId),
    refetchInterval: (query) => paymentPollMs(query.state.data, realtimeUp),
  })
  if (payment.data === undefined) {
    return (
      <Page narrow title={t.transaction.title}>
        {payment.error ? (
          <Trouble error={payment.error} onRetry={() => void payment.refetch()} />
        ) : (
          <Card>
            <Skeleton shape="block" />
          </Card>
        )}
      </Page>
    )
  }
  return <Payment payment={payment.data} session={props.session} newBalance={props.newBalance} />
}

function Payment(props: { payment: PaymentStatus; session: Session; newBalance: ReactNode }) {
  const { payment } = props
  const [firstSeenMs] = useState(serverNowMs)
  const nowMs = useNow(250, payment.status === 'pending')
  const view = viewPayment(payment, { nowMs, firstSeenMs })
  switch (view.kind) {
    case 'succeeded':
      return <SucceededPayment payment={payment} newBalance={props.newBalance} />
    case 'failed':
      return <FailedPayment payment={payment} view={view} session={props.session} />
    case 'waiting':
    case 'unknown':
    case 'asking':
      return <WaitingPayment payment={payment} view={view} nowMs={nowMs} session={props.session} />
  }
}
