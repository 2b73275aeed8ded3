import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { type AmountInput, parseAmount } from '../../lib/amount.ts'
import { isApiError } from '../../lib/api-error.ts'
import type { Session } from '../../lib/api-types.ts'
import { formatPhone, formatWhole, formatWholeKes } from '../../lib/format.ts'
import type { Messages } from '../../lib/i18n/en.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { judgePhone, phoneError, readPhone } from '../../lib/phone-input.ts'
import styles from './payment-form.module.css'
import { PaymentProblem } from './payment-problem.tsx'
import { QuickAmounts } from './quick-amounts.tsx'
import { useStartPayment } from './use-start-payment.ts'

/** The form that puts money into one's wallet. `prefill` brings back an attempt that did not go through. */
export function PaymentForm(props: {
  session: Session
  prefill?: { kes?: number | undefined; msisdn?: string | undefined }
  onStarted: (transactionId: string) => void
}) {
  const t = useMessages()
  const { user, limits } = props.session
  const form = usePaymentFields(props.prefill, user.msisdn, {
    min: limits.amount_min,
    max: limits.amount_max,
  })
  const phoneInput = useRef<HTMLInputElement>(null)
  const amountInput = useRef<HTMLInputElement>(null)
  const start = useStartPayment(user.user_id, props.onStarted)
  const { amount, msisdn } = form

  const submit = (event: FormEvent) => {
    event.preventDefault()
    form.finish()
    if (msisdn === undefined) return phoneInput.current?.focus()
    if (!amount.ok) return amountInput.current?.focus()
    if (!start.isPending) start.mutate({ kes: amount.kes, msisdn })
  }
  const unchanged =
    amount.ok && start.variables?.kes === amount.kes && start.variables.msisdn === msisdn
  const refusal = isApiError(start.error) && unchanged ? start.error : undefined
  const phoneRefusal = refusal?.code === 'invalid_phone_number' ? t.phone.format : undefined
  return (
    <Card title={t.pay.title}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field
          label={t.phone.label}
          name="phone"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          placeholder={t.phone.placeholder}
          value={form.phone}
          inputRef={phoneInput}
          onChange={(event) => form.setPhone(event.target.value)}
          onBlur={form.finishPhone}
          error={
            phoneError(t, form.phone, form.phoneFinished) ??
            refusal?.field('phone_number')?.message ??
            phoneRefusal
          }
          note={t.pay.phoneNote}
          good={judgePhone(form.phone, true).state === 'good'}
        />
        <Field
          label={t.pay.amountLabel}
          name="amount"
          inputMode="numeric"
          autoComplete="off"
          prefix="KES"
          value={form.typed}
          inputRef={amountInput}
          onChange={(event) => form.setTyped(event.target.value)}
          onBlur={form.finishAmount}
          error={
            amountError(t, form.amount, form.amountFinished, limits) ??
            refusal?.field('amount')?.message
          }
          note={t.pay.limits(formatWholeKes(limits.amount_min), formatWholeKes(limits.amount_max))}
        />
        <QuickAmounts
          max={limits.amount_max}
          chosen={amount.ok ? amount.kes : undefined}
          onChoose={(kes) => form.setTyped(formatWhole(kes))}
        />
        {start.error && !start.isPending ? <PaymentProblem error={start.error} /> : null}
        <Button type="submit" wide busy={start.isPending}>
          {buttonWords(t, amount, start.isPending)}
        </Button>
      </form>
    </Card>
  )
}

function usePaymentFields(
  prefill: { kes?: number | undefined; msisdn?: string | undefined } | undefined,
  ownMsisdn: string,
  limits: { min: number; max: number },
) {
  const [phone, setPhone] = useState(() => formatPhone(prefill?.msisdn ?? ownMsisdn))
  const [typed, setTyped] = useState(() => (prefill?.kes ? formatWhole(prefill.kes) : ''))
  const [phoneFinished, setPhoneFinished] = useState(false)
  const [amountFinished, setAmountFinished] = useState(false)
  return {
    phone,
    setPhone,
    phoneFinished,
    typed,
    setTyped,
    amountFinished,
    amount: parseAmount(typed, limits),
    msisdn: readPhone(phone),
    finishPhone: () => setPhoneFinished(true),
    // An empty amount is no mistake before the form is sent.
    finishAmount: () => setAmountFinished(typed.trim() !== ''),
    finish: () => {
      setPhoneFinished(true)
      setAmountFinished(true)
    },
  }
}

/** Cents and too much are said while typing; what may still grow into an amount only at the end. */
function amountError(
  t: Messages,
  amount: AmountInput,
  finished: boolean,
  limits: Session['limits'],
): string | undefined {
  if (amount.ok) return undefined
  switch (amount.reason) {
    case 'cents':
      return t.pay.cents
    case 'too-large':
      return t.pay.tooLarge(formatWholeKes(limits.amount_max))
    case 'not-a-number':
      return t.pay.notANumber
    case 'too-small':
      return finished ? t.pay.tooSmall(formatWholeKes(limits.amount_min)) : undefined
    case 'empty':
      return finished ? t.pay.empty : undefined
  }
}

function buttonWords(t: Messages, amount: AmountInput, pending: boolean): string {
  if (pending) return t.pay.sending
  return amount.ok ? t.pay.buttonAmount(formatWholeKes(amount.kes)) : t.pay.button
}
