import { useState } from 'react'
import { parseAmount } from '../../lib/amount.ts'
import { formatPhone, formatWhole } from '../../lib/format.ts'
import { readPhone } from '../../lib/phone-input.ts'
import type { AmountLimits } from './amount-field.tsx'

export type Prefill = { kes?: number | undefined; msisdn?: string | undefined }

/** What is typed into the payment form, and what it means. */
export function usePaymentFields(prefill: Prefill, limits: AmountLimits) {
  const [phone, setPhone] = useState(() => (prefill.msisdn ? formatPhone(prefill.msisdn) : ''))
  const [typed, setTyped] = useState(() => (prefill.kes ? formatWhole(prefill.kes) : ''))
  const [phoneFinished, setPhoneFinished] = useState(false)
  const [amountFinished, setAmountFinished] = useState(false)
  return {
    phone,
    setPhone,
    phoneFinished,
    msisdn: readPhone(phone),
    finishPhone: () => setPhoneFinished(true),
    typed,
    setTyped,
    amountFinished,
    amount: parseAmount(typed, limits),
    // An empty amount is no mistake before the form is sent.
    finishAmount: () => setAmountFinished(typed.trim() !== ''),
    finish: () => {
      setPhoneFinished(true)
      setAmountFinished(true)
    },
  }
}
