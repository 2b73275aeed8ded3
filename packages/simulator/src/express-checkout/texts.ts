import type { Language } from '../options.ts'

/** What the operator of a till is asked. */
export function expressPromptText(
  language: Language,
  request: { amount: string; partner: string; till: string; paymentRef: string },
): string {
  const { amount, partner, till, paymentRef } = request
  switch (language) {
    case 'en':
      return `Pay ${amount} from ${till} to ${partner} for ${paymentRef}? Enter operator PIN:`
    case 'sw':
      return `Lipa ${amount} kutoka ${till} kwa ${partner} kwa ${paymentRef}? Weka PIN ya opareta:`
  }
}
