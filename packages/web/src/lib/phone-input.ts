import { parseMsisdn } from '@hazina/daraja/msisdn'
import type { Messages } from './i18n/en.ts'

/** Any Kenyan number is let through: numbers are portable, so the server has the last word on networks. */
export function readPhone(input: string): string | undefined {
  const parsed = parseMsisdn(input, { allowOtherNetworks: true })
  return parsed.ok ? parsed.msisdn : undefined
}

export type PhoneState =
  | { state: 'empty' | 'typing' }
  | { state: 'good'; msisdn: string }
  | { state: 'other-network'; msisdn: string }
  | { state: 'wrong' }

/**
 * What can be said of a number while it is typed: nothing is called wrong that could still become right, until
 * `finished` (the field was left, or the form sent).
 */
export function judgePhone(input: string, finished: boolean): PhoneState {
  const strict = parseMsisdn(input)
  if (strict.ok) return { state: 'good', msisdn: strict.msisdn }
  if (strict.reason === 'network') {
    const msisdn = readPhone(input)
    if (msisdn !== undefined) return { state: 'other-network', msisdn }
  }
  const typed = input.replace(/[\s\-.()]/g, '')
  if (typed === '') return { state: finished ? 'wrong' : 'empty' }
  if (!finished && beginning.test(typed)) return { state: 'typing' }
  return { state: 'wrong' }
}

/** The words for a number that cannot be used, or `undefined`. */
export function phoneError(t: Messages, input: string, finished: boolean): string | undefined {
  const judged = judgePhone(input, finished)
  if (judged.state === 'other-network') return t.phone.network
  if (judged.state !== 'wrong') return undefined
  return input.trim() === '' ? t.phone.empty : t.phone.format
}

/** Whatever any accepted spelling of a number begins with, no longer than it can be. */
const beginning = /^(\+?2?5?4?|(\+?254)?0?|(\+?254)?0?[17]\d{0,8})$/
