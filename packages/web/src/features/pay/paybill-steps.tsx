import { useState } from 'react'
import { CopyButton } from '../../components/copy-button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Words } from '../../components/words.tsx'
import type { PaymentStatus } from '../../lib/api-types.ts'
import { formatWholeKes } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import styles from './paybill-steps.module.css'

/** How to pay from the phone's own M-PESA menu, step by step. */
export function PaybillSteps(props: {
  paybill: NonNullable<PaymentStatus['paybill']>
  kes: number
}) {
  const t = useMessages()
  const { business_number: business, account_number: account } = props.paybill
  const [wide] = useState(() => matchMedia('(min-width: 900px)').matches)
  return (
    <details className={styles.details} open={wide}>
      <summary className={styles.summary}>
        <Icon name="forward" size={18} className={styles.mark} />
        <span>
          {t.waiting.noPrompt} <Words className={styles.title}>{t.paybill.title}</Words>
        </span>
      </summary>
      <p className={styles.warning}>{t.paybill.warning}</p>
      <ol className={styles.steps}>
        <li>{t.paybill.menu}</li>
        <Step label={t.paybill.business} value={business} copy />
        <Step label={t.paybill.account} value={account} copy />
        <Step label={t.paybill.amount} value={formatWholeKes(props.kes)} />
        <li>{t.paybill.pin}</li>
      </ol>
    </details>
  )
}

function Step(props: { label: string; value: string; copy?: boolean }) {
  return (
    <li>
      <span className={styles.step}>
        <span>
          {props.label} <strong className={styles.value}>{props.value}</strong>
        </span>
        {props.copy ? <CopyButton text={props.value} what={props.label} /> : null}
      </span>
    </li>
  )
}
