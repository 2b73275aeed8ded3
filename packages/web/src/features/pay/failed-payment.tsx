import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import type { PaymentStatus } from '../../lib/api-types.ts'
import { formatWholeKes } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { keys } from '../../lib/keys.ts'
import { usePreferences } from '../../lib/preferences.tsx'
import styles from './payment.module.css'
import type { PaymentView } from './payment-view.ts'
import type { PaymentFormValues } from './use-start-payment.ts'

/** It did not go through: why, whether money can have moved, and what one can do. */
export function FailedPayment(props: {
  payment: PaymentStatus
  view: Extract<PaymentView, { kind: 'failed' }>
}) {
  const { payment, view } = props
  const t = useMessages()
  const { language } = usePreferences()
  const sent = useQueryClient().getQueryData<PaymentFormValues>(
    keys.paymentForm(payment.transaction_id),
  )
  const { reason } = payment
  const why = language === 'sw' ? reason?.text_sw : reason?.text
  const next = language === 'sw' ? reason?.next_sw : reason?.next
  return (
    <Page narrow title={t.failure.title}>
      <Card>
        <div className={styles.center}>
          <span className={styles.sorry}>
            <Icon name="info" size={44} />
          </span>
          <div role="status" className={styles.words}>
            <p className={styles.why}>{why || t.failure.unexplained}</p>
            <p>
              <strong>{view.moneyStayed ? t.failure.notMoved : t.failure.mayStillArrive}</strong>
            </p>
          </div>
          <p className={styles.asked}>
            {t.waiting.asked(formatWholeKes(payment.amount), payment.phone_number ?? '')}
          </p>
          {next || view.unreachable ? (
            <div className={styles.next}>
              <h2>{t.failure.whatNow}</h2>
              {next ? <p>{next}</p> : null}
              {view.unreachable && !mentionsSimMenu(why, next) ? (
                <p>{t.failure.unreachableTip}</p>
              ) : null}
            </div>
          ) : null}
        </div>
      </Card>
      <Link
        to="/"
        search={{ amount: payment.amount }}
        state={sent === undefined ? {} : { payFrom: sent.msisdn }}
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

/** Whether the server's words already give the advice to dial *234#. */
function mentionsSimMenu(...texts: (string | undefined)[]): boolean {
  return texts.some((text) => text?.includes('*234#'))
}
