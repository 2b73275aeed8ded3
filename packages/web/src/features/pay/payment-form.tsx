import { type FormEvent, useRef } from 'react'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { PhoneField } from '../../components/phone-field.tsx'
import type { AmountInput } from '../../lib/amount.ts'
import { type ApiError, isApiError } from '../../lib/api-error.ts'
import type { Session } from '../../lib/api-types.ts'
import { formatWhole, formatWholeKes } from '../../lib/format.ts'
import type { Messages } from '../../lib/i18n/en.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { AmountField } from './amount-field.tsx'
import styles from './payment-form.module.css'
import { PaymentProblem } from './payment-problem.tsx'
import { QuickAmounts } from './quick-amounts.tsx'
import { type Prefill, usePaymentFields } from './use-payment-fields.ts'
import { useStartPayment } from './use-start-payment.ts'

type PaymentFormProps = {
  session: Session
  prefill: Prefill
  onStarted: (transactionId: string) => void
}

/** The form that puts money into one's wallet. `prefill` brings back an attempt that did not go through. */
export function PaymentForm(props: PaymentFormProps) {
  const t = useMessages()
  const { fields, limits, start, refusal, phoneInput, amountInput, submit } = usePaymentForm(props)
  const { amount } = fields
  return (
    <Card title={t.pay.title}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <PhoneField
          label={t.phone.label}
          note={t.pay.phoneNote}
          value={fields.phone}
          finished={fields.phoneFinished}
          refusal={phoneRefusal(t, refusal)}
          inputRef={phoneInput}
          onChange={fields.setPhone}
          onFinish={fields.finishPhone}
        />
        <AmountField
          typed={fields.typed}
          amount={amount}
          limits={limits}
          finished={fields.amountFinished}
          refusal={refusal?.field('amount')?.message}
          inputRef={amountInput}
          onChange={fields.setTyped}
          onFinish={fields.finishAmount}
        />
        <QuickAmounts
          max={limits.max}
          chosen={amount.ok ? amount.kes : undefined}
          onChoose={(kes) => fields.setTyped(formatWhole(kes))}
        />
        {start.error && !start.isPending ? <PaymentProblem error={start.error} /> : null}
        <Button type="submit" wide busy={start.isPending}>
          {buttonWords(t, amount, start.isPending)}
        </Button>
      </form>
    </Card>
  )
}

function usePaymentForm(props: PaymentFormProps) {
  const { user } = props.session
  const limits = { min: props.session.limits.amount_min, max: props.session.limits.amount_max }
  const prefill = { kes: props.prefill.kes, msisdn: props.prefill.msisdn ?? user.msisdn }
  const fields = usePaymentFields(prefill, limits)
  const phoneInput = useRef<HTMLInputElement>(null)
  const amountInput = useRef<HTMLInputElement>(null)
  const start = useStartPayment(user.user_id, props.onStarted)
  const { amount, msisdn } = fields

  const submit = (event: FormEvent) => {
    event.preventDefault()
    fields.finish()
    if (msisdn === undefined) return phoneInput.current?.focus()
    if (!amount.ok) return amountInput.current?.focus()
    if (!start.isPending) start.mutate({ kes: amount.kes, msisdn })
  }
  // What the server said of other values says nothing of these.
  const unchanged =
    amount.ok && start.variables?.kes === amount.kes && start.variables.msisdn === msisdn
  const refusal = isApiError(start.error) && unchanged ? start.error : undefined
  return { fields, limits, start, refusal, phoneInput, amountInput, submit }
}

function phoneRefusal(t: Messages, refusal: ApiError | undefined): string | undefined {
  if (refusal?.code === 'invalid_phone_number') return t.phone.format
  return refusal?.field('phone_number')?.message
}

function buttonWords(t: Messages, amount: AmountInput, pending: boolean): string {
  if (pending) return t.pay.sending
  return amount.ok ? t.pay.buttonAmount(formatWholeKes(amount.kes)) : t.pay.button
}
