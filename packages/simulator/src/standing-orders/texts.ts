import type { Language } from '../options.ts'
import type { Frequency } from './frequencies.ts'

type OrderFacts = {
  receipt: string
  name: string
  /** `Ksh450.00` */
  amount: string
  business: string
  frequency: Frequency
  /** `yyyyMMdd` */
  startDay: string
  endDay: string
}

const frequencyWords: Record<Language, Record<Frequency, string>> = {
  en: {
    once: 'once',
    daily: 'every day',
    weekly: 'every week',
    monthly: 'every month',
    'two-monthly': 'every two months',
    quarterly: 'every three months',
    'half-yearly': 'every six months',
    yearly: 'every year',
  },
  sw: {
    once: 'mara moja',
    daily: 'kila siku',
    weekly: 'kila wiki',
    monthly: 'kila mwezi',
    'two-monthly': 'kila miezi miwili',
    quarterly: 'kila miezi mitatu',
    'half-yearly': 'kila miezi sita',
    yearly: 'kila mwaka',
  },
}

/** What the phone asks before a standing order is made. */
export function orderPromptText(language: Language, order: Omit<OrderFacts, 'receipt'>): string {
  const { amount, business, name } = order
  const often = frequencyWords[language][order.frequency]
  const [from, to] = [dayText(order.startDay), dayText(order.endDay)]
  switch (language) {
    case 'en':
      return `Do you want to pay ${amount} to ${business} ${often} from ${from} to ${to} (${name})? Enter M-PESA PIN:`
    case 'sw':
      return `Je, ungependa kulipa ${amount} kwa ${business} ${often} kuanzia ${from} hadi ${to} (${name})? Weka PIN ya M-PESA:`
  }
}

/** To who made a standing order. */
export function orderMadeText(language: Language, order: OrderFacts): string {
  const { receipt, name, amount, business } = order
  const often = frequencyWords[language][order.frequency]
  const [from, to] = [dayText(order.startDay), dayText(order.endDay)]
  switch (language) {
    case 'en':
      return `${receipt} Confirmed. Your M-PESA Ratiba ${name} will pay ${amount} to ${business} ${often} from ${from} to ${to}.`
    case 'sw':
      return `${receipt} Imethibitishwa. M-PESA Ratiba yako ${name} italipa ${amount} kwa ${business} ${often} kuanzia ${from} hadi ${to}.`
  }
}

/** To whose standing order could not take its money. */
export function orderFailedText(
  language: Language,
  order: { name: string; amount: string; business: string; reason: string },
): string {
  const { name, amount, business, reason } = order
  switch (language) {
    case 'en':
      return `Failed. Your M-PESA Ratiba ${name} could not pay ${amount} to ${business}. ${reason}`
    case 'sw':
      return `Imeshindikana. M-PESA Ratiba yako ${name} haikuweza kulipa ${amount} kwa ${business}. ${reason}`
  }
}

/** To who ended a standing order. */
export function orderCancelledText(language: Language, name: string): string {
  switch (language) {
    case 'en':
      return `Your M-PESA Ratiba ${name} has been cancelled.`
    case 'sw':
      return `M-PESA Ratiba yako ${name} imesitishwa.`
  }
}

/** `31/1/27` of `20270131`. */
function dayText(day: string): string {
  return `${Number(day.slice(6))}/${Number(day.slice(4, 6))}/${day.slice(2, 4)}`
}
