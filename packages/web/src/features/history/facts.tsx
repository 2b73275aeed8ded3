import { CopyButton } from '../../components/copy-button.tsx'
import { Words } from '../../components/words.tsx'
import type { TransactionRecord } from '../../lib/api-types.ts'
import { formatKes, formatMoment, type Language } from '../../lib/format.ts'
import type { Messages } from '../../lib/i18n/en.ts'
import { reasonWords } from '../../lib/reason-words.ts'
import styles from './details.module.css'

export type FactLine = { label: string; value: string; copy?: boolean }

/** What is longer stands below its label instead of beside it. */
const longValue = 26

/** One labelled value; identifiers can be copied. */
export function Fact(props: FactLine) {
  return (
    <div className={`${styles.fact} ${props.value.length > longValue ? styles.below : ''}`}>
      <dt>
        <Words>{props.label}</Words>
      </dt>
      <dd>
        <span className={props.copy ? styles.code : undefined}>{props.value}</span>
        {props.copy ? <CopyButton text={props.value} what={props.label} /> : null}
      </dd>
    </div>
  )
}

/** What is known of a transaction, in the order in which people ask for it. */
export function factsOf(
  t: Messages,
  language: Language,
  transaction: TransactionRecord,
): FactLine[] {
  const words = t.transaction
  const optional = (
    label: string,
    value: string | null | undefined,
    extra: Partial<FactLine> = {},
  ) => (value ? [{ label, value, ...extra }] : [])
  return [
    ...optional(
      words.why,
      transaction.status === 'completed' ? null : reasonWords(transaction.reason, language).why,
    ),
    { label: words.typeLabel, value: words.types[transaction.type] },
    ...optional(words.receipt, transaction.mpesa_receipt_number, { copy: true }),
    ...optional(words.receipt, awaitsReceipt(transaction) ? words.noReceipt : null),
    ...optional(words.phone, transaction.phone_number),
    { label: words.created, value: formatMoment(transaction.created_at, language) },
    ...optional(
      words.completed,
      transaction.completed_at && formatMoment(transaction.completed_at, language),
    ),
    ...optional(
      words.balanceAfter,
      transaction.balance_after === null ? null : formatKes(transaction.balance_after),
    ),
    { label: words.transactionId, value: transaction.transaction_id, copy: true },
    ...optional(words.checkoutRequestId, transaction.checkout_request_id, { copy: true }),
    ...optional(words.merchantRequestId, transaction.merchant_request_id, { copy: true }),
  ]
}

function awaitsReceipt(transaction: TransactionRecord): boolean {
  return transaction.mpesa_receipt_number === null && transaction.status !== 'failed'
}
