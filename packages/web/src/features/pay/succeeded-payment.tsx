import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { buttonClass } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import type { PaymentStatus } from '../../lib/api-types.ts'
import { formatKes } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import styles from './payment.module.css'

/** The money has come: how much, under which receipt, and what the wallet holds now. */
export function SucceededPayment(props: { payment: PaymentStatus; newBalance: ReactNode }) {
  const t = useMessages()
  const { payment } = props
  const receipt = payment.mpesa_receipt_number
  return (
    <Page narrow title={t.success.title}>
      <Card>
        <div className={styles.center}>
          <span className={styles.tick}>
            <Icon name="check" size={48} />
          </span>
          <p className={styles.headline} role="status">
            {t.success.headline(formatKes(payment.amount))}
          </p>
          <dl className={styles.facts}>
            <div>
              <dt>{t.success.receipt}</dt>
              <dd>
                {receipt === null ? (
                  t.success.receiptFollows
                ) : (
                  <>
                    <strong className={styles.receipt}>{receipt}</strong>
                    <CopyButton text={receipt} what={t.success.receipt} />
                  </>
                )}
              </dd>
            </div>
            <div>
              <dt>{t.success.newBalance}</dt>
              <dd>
                <strong>{props.newBalance}</strong>
              </dd>
            </div>
          </dl>
        </div>
      </Card>
      <Link to="/" className={buttonClass('primary', true)}>
        {t.success.done}
      </Link>
      <Link
        to="/history/$transactionId"
        params={{ transactionId: payment.transaction_id }}
        className={buttonClass('quiet', true)}
      >
        {t.success.details}
      </Link>
    </Page>
  )
}
