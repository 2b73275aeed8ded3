import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Words } from '../../components/words.tsx'
import type { PaymentStatus, Session } from '../../lib/api-types.ts'
import { formatWholeKes } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { usePreferences } from '../../lib/preferences.tsx'
import { reasonWords } from '../../lib/reason-words.ts'
import { usePayer } from './payer.ts'
import styles from './payment.module.css'
import type { PaymentView } from './payment-view.ts'

/** It did not go through: why, whether money can have moved, and what one can do. */
export function FailedPayment(props: {
  payment: PaymentStatus
  view: Extract<PaymentView, { kind: 'failed' }>
  session: Session
}) {
  const { payment, view } = props
  const t = useMessages()
  const { language } = usePreferences()
  const payer = usePayer(payment, props.session)
  const { why, next } = reasonWords(payment.reason, language)
  const simTip = view.unreachable && !`${why}${next}`.includes('*234#')
  return (
    <Page narrow title={t.failure.title}>
      <Card>
        <div className={styles.center}>
          <span className={styles.sorry}>
            <Icon name="info" size={44} />
          </span>
          <div role="status" className={styles.words}>
            <p className={styles.why}>
              <Words>{why || t.failure.unexplained}</Words>
            </p>
            <p>
              <strong>{view.moneyStayed ? t.failure.notMoved : t.failure.mayStillArrive}</strong>
            </p>
          </div>
          <p className={styles.asked}>
            {t.waiting.asked(formatWholeKes(payment.amount), payment.phone_number ?? '')}
          </p>
          <Advice texts={[next, simTip ? t.failure.unreachableTip : '']} />
        </div>
      </Card>
      <Link
        to="/"
        search={{ amount: payment.amount }}
        state={payer === undefined ? {} : { payFrom: payer }}
        className={buttonClass('primary', true)}
      >
        {t.failure.retry}
      </Link>
      <Link to="/" className={buttonClass('quiet', true)}>
        {t.waiting.leave}
      </Link>
    </Page>
  )
}

function Advice(props: { texts: readonly string[] }) {
  const t = useMessages()
  const texts = props.texts.filter((text) => text !== '')
  if (texts.length === 0) return null
  return (
    <div className={styles.next}>
      <h2>{t.failure.whatNow}</h2>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  )
}
