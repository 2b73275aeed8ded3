import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { PhoneLink } from '../../components/phone-link.tsx'
import type { PaymentStatus, Reason, Session } from '../../lib/api-types.ts'
import { formatWholeKes } from '../../lib/format.ts'
import type { Messages } from '../../lib/i18n/en.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { keys } from '../../lib/keys.ts'
import { usePreferences } from '../../lib/preferences.tsx'
import { useRealtimeUp } from '../../lib/realtime-provider.tsx'
import { CountdownRing } from './countdown-ring.tsx'
import { PaybillSteps } from './paybill-steps.tsx'
import styles from './payment.module.css'
import type { PaymentView } from './payment-view.ts'
import type { PaymentFormValues } from './use-start-payment.ts'

type WaitingView = Extract<PaymentView, { kind: 'waiting' | 'unknown' | 'asking' }>

/** While M-PESA has not said how it ended: what to do now, and how long the prompt still stands. */
export function WaitingPayment(props: {
  payment: PaymentStatus
  view: WaitingView
  nowMs: number
  session: Session
}) {
  const { payment, view, session } = props
  const t = useMessages()
  const { language } = usePreferences()
  const realtimeUp = useRealtimeUp()
  const sent = useQueryClient().getQueryData<PaymentFormValues>(
    keys.paymentForm(payment.transaction_id),
  )
  const words = waitingWords(t, view, payment.reason, language === 'sw')
  return (
    <Page narrow title={words.title}>
      <Card>
        <div className={styles.center}>
          {view.kind === 'waiting' ? (
            <CountdownRing
              leftMs={view.deadlineMs - props.nowMs}
              totalMs={view.totalMs}
              label={t.waiting.secondsLeft}
            />
          ) : (
            <span className={styles.pulse}>
              <Icon name="clock" size={44} />
            </span>
          )}
          <div role="status" className={styles.words}>
            <p className={styles.headline}>{words.headline}</p>
            {words.text.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
          <p className={styles.asked}>
            {t.waiting.asked(formatWholeKes(payment.amount), payment.phone_number ?? '')}
          </p>
          <PhoneLink msisdn={sent?.msisdn ?? session.user.msisdn} />
          <p className={styles.small}>{realtimeUp ? t.waiting.live : t.waiting.polling}</p>
        </div>
      </Card>
      {session.paybill === null ? null : (
        <PaybillSteps paybill={session.paybill} kes={payment.amount} />
      )}
      <Link to="/" className={buttonClass('quiet', true)}>
        {t.waiting.leave}
      </Link>
    </Page>
  )
}

function waitingWords(t: Messages, view: WaitingView, reason: Reason | null, swahili: boolean) {
  const said =
    reason === null ? [] : swahili ? [reason.text_sw, reason.next_sw] : [reason.text, reason.next]
  const texts = (own: string) => (said.some(Boolean) ? said.filter(Boolean) : [own])
  switch (view.kind) {
    case 'waiting':
      return { title: t.waiting.title, headline: t.waiting.headline, text: [] }
    case 'unknown':
      return {
        title: t.waiting.unknownTitle,
        headline: t.waiting.unknownHeadline,
        text: texts(t.waiting.unknown),
      }
    case 'asking':
      return {
        title: t.waiting.askingTitle,
        headline: t.waiting.askingHeadline,
        text: texts(t.waiting.asking),
      }
  }
}
