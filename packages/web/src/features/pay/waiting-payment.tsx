import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { PhoneLink } from '../../components/phone-link.tsx'
import { Words } from '../../components/words.tsx'
import type { PaymentStatus, Session } from '../../lib/api-types.ts'
import { formatWholeKes, type Language } from '../../lib/format.ts'
import type { Messages } from '../../lib/i18n/en.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { usePreferences } from '../../lib/preferences.tsx'
import { useRealtimeUp } from '../../lib/realtime-provider.tsx'
import { reasonWords } from '../../lib/reason-words.ts'
import { CountdownRing } from './countdown-ring.tsx'
import { PaybillSteps } from './paybill-steps.tsx'
import { usePayer } from './payer.ts'
import styles from './payment.module.css'
import type { PaymentView } from './payment-view.ts'

type WaitingView = Extract<PaymentView, { kind: 'waiting' | 'unknown' | 'asking' }>

/** While M-PESA has not said how it ended: what to do now, and how long the prompt still stands. */
export function WaitingPayment(props: {
  payment: PaymentStatus
  view: WaitingView
  nowMs: number
  session: Session
}) {
  const { payment, view } = props
  const t = useMessages()
  const { language } = usePreferences()
  const realtimeUp = useRealtimeUp()
  const payer = usePayer(payment, props.session)
  const words = waitingWords(t, view.kind, payment, language)
  return (
    <Page narrow={payment.paybill === null} title={words.title}>
      <div className={styles.columns}>
        <Card>
          <div className={styles.center}>
            <Progress view={view} nowMs={props.nowMs} />
            <div role="status" className={styles.words}>
              <p className={styles.headline}>
                <Words>{words.headline}</Words>
              </p>
              {words.texts.map((text) => (
                <p key={text}>
                  <Words>{text}</Words>
                </p>
              ))}
            </div>
            <p className={styles.asked}>
              {t.waiting.asked(formatWholeKes(payment.amount), payment.phone_number ?? '')}
            </p>
            <PhoneLink msisdn={payer} />
            <p className={styles.small}>{realtimeUp ? t.waiting.live : t.waiting.polling}</p>
          </div>
        </Card>
        <div className={styles.aside}>
          {payment.paybill === null ? null : (
            <PaybillSteps paybill={payment.paybill} kes={payment.amount} />
          )}
          <Link to="/" className={buttonClass('quiet', true)}>
            {t.waiting.leave}
          </Link>
        </div>
      </div>
    </Page>
  )
}

function Progress(props: { view: WaitingView; nowMs: number }) {
  const t = useMessages()
  if (props.view.kind !== 'waiting') {
    return (
      <span className={styles.pulse}>
        <Icon name="clock" size={44} />
      </span>
    )
  }
  return (
    <CountdownRing
      leftMs={props.view.deadlineMs - props.nowMs}
      totalMs={props.view.totalMs}
      label={t.waiting.secondsLeft}
    />
  )
}

function waitingWords(
  t: Messages,
  kind: WaitingView['kind'],
  payment: PaymentStatus,
  language: Language,
): { title: string; headline: string; texts: string[] } {
  const { why, next } = reasonWords(payment.reason, language)
  // The answer was fetched before the prompt lapsed: its words are of that time.
  const outdated = kind === 'asking' && payment.reason?.code === 'waiting_for_pin'
  const said = outdated ? [] : [why, next].filter((text) => text !== '')
  const texts = (own: string) => (said.length > 0 ? said : [own])
  switch (kind) {
    case 'waiting':
      return { title: t.waiting.title, headline: t.waiting.headline, texts: [] }
    case 'unknown':
      return {
        title: t.waiting.unknownTitle,
        headline: t.waiting.unknownHeadline,
        texts: texts(t.waiting.unknown),
      }
    case 'asking':
      return {
        title: t.waiting.askingTitle,
        headline: t.waiting.askingHeadline,
        texts: texts(t.waiting.asking),
      }
  }
}
