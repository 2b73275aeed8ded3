import type { Ref } from 'react'
import { Field } from '../../components/field.tsx'
import type { AmountInput } from '../../lib/amount.ts'
import { formatWholeKes } from '../../lib/format.ts'
import type { Messages } from '../../lib/i18n/en.ts'
import { useMessages } from '../../lib/i18n/messages.ts'

export type AmountLimits = { min: number; max: number }

/** An amount of whole shillings within `limits`. `refusal`: what the server said against it. */
export function AmountField(props: {
  typed: string
  amount: AmountInput
  limits: AmountLimits
  /** The field was left or the form sent: what is too little or missing is said now. */
  finished: boolean
  refusal: string | undefined
  inputRef: Ref<HTMLInputElement>
  onChange: (typed: string) => void
  onFinish: () => void
}) {
  const t = useMessages()
  const { min, max } = props.limits
  return (
    <Field
      label={t.pay.amountLabel}
      name="amount"
      inputMode="numeric"
      autoComplete="off"
      prefix="KES"
      value={props.typed}
      inputRef={props.inputRef}
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={props.onFinish}
      error={amountError(t, props) ?? props.refusal}
      note={t.pay.limits(formatWholeKes(min), formatWholeKes(max))}
    />
  )
}

/** Cents and too much are said while typing; what may still grow into an amount only at the end. */
function amountError(
  t: Messages,
  field: { amount: AmountInput; finished: boolean; limits: AmountLimits },
): string | undefined {
  const { amount, finished, limits } = field
  if (amount.ok) return undefined
  switch (amount.reason) {
    case 'cents':
      return t.pay.cents
    case 'too-large':
      return t.pay.tooLarge(formatWholeKes(limits.max))
    case 'not-a-number':
      return t.pay.notANumber
    case 'too-small':
      return finished ? t.pay.tooSmall(formatWholeKes(limits.min)) : undefined
    case 'empty':
      return finished ? t.pay.empty : undefined
  }
}
