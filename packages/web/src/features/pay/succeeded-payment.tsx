import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { buttonClass } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Words } from '../../components/words.tsx'
import type { PaymentStatus } from '../../lib/api-types.ts'
import { formatKes } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import styles from './payment.module.css'

/** The money has come: how much, under which receipt, and what the wallet holds now. */
export function SucceededPayment(props: { payment: PaymentStatus; newBalance: ReactNode }) {
  const t = useMessages()
  const { payment } = props
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
              <dt>
                <Words>{t.success.receipt}</Words>
              </dt>
              <Receipt receipt={payment.mpesa_receipt_number} />
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

function Receipt(props: { receipt: string | null }) {
  const t = useMessages()
  if (props.receipt === null) return <dd>{t.success.receiptFollows}</dd>
  return (
    <dd>
      <strong className={styles.receipt}>{props.receipt}</strong>
      <CopyButton text={props.receipt} what={t.success.receipt} />
    </dd>
  )
}
