import type { Ref } from 'react'
import { useMessages } from '../lib/i18n/messages.ts'
import { judgePhone, phoneError } from '../lib/phone-input.ts'
import { Field } from './field.tsx'

/** A Kenyan mobile number in any spelling, judged as it is typed. `refusal`: what the server said against it. */
export function PhoneField(props: {
  label: string
  note: string
  value: string
  /** The field was left or the form sent: what is not a number now is called wrong. */
  finished: boolean
  refusal: string | undefined
  inputRef: Ref<HTMLInputElement>
  onChange: (value: string) => void
  onFinish: () => void
}) {
  const t = useMessages()
  return (
    <Field
      label={props.label}
      name="phone"
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      placeholder={t.phone.placeholder}
      value={props.value}
      inputRef={props.inputRef}
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={props.onFinish}
      error={phoneError(t, props.value, props.finished) ?? props.refusal}
      note={props.note}
      good={judgePhone(props.value, props.finished).state === 'good'}
    />
  )
}
