import type { Language } from '../options.ts'

type InvoiceFacts = {
  fullName: string
  name: string
  period: string
  /** What is owed, `Ksh450.00`. */
  amount: string
  business: string
  shortcode: string
  account: string
  /** `yyyyMMdd` */
  dueDay: string
}

/** To who is billed. */
export function invoiceText(language: Language, invoice: InvoiceFacts): string {
  const { fullName, name, period, amount, business } = invoice
  switch (language) {
    case 'en':
      return `Dear ${fullName}, your ${name} invoice from ${business} for ${period} is ${amount}, due on ${dayText(invoice.dueDay)}. Pay to Pay Bill ${invoice.shortcode}, account ${invoice.account}.`
    case 'sw':
      return `Mpendwa ${fullName}, ankara yako ya ${name} kutoka ${business} ya ${period} ni ${amount}, ilipwe kufikia ${dayText(invoice.dueDay)}. Lipa kwa Pay Bill ${invoice.shortcode}, akaunti ${invoice.account}.`
  }
}

/** To who has not paid yet. */
export function reminderText(language: Language, invoice: InvoiceFacts): string {
  const { fullName, name, amount, business } = invoice
  switch (language) {
    case 'en':
      return `Dear ${fullName}, a reminder: ${amount} for ${name} from ${business} is due on ${dayText(invoice.dueDay)}. Pay to Pay Bill ${invoice.shortcode}, account ${invoice.account}.`
    case 'sw':
      return `Mpendwa ${fullName}, tunakukumbusha: ${amount} ya ${name} kutoka ${business} ilipwe kufikia ${dayText(invoice.dueDay)}. Lipa kwa Pay Bill ${invoice.shortcode}, akaunti ${invoice.account}.`
  }
}

/** The receipt that the biller's acknowledgement makes Bill Manager send. */
export function receiptText(
  language: Language,
  receipt: {
    fullName: string
    amount: string
    name: string
    business: string
    transactionId: string
  },
): string {
  const { fullName, amount, name, business, transactionId } = receipt
  switch (language) {
    case 'en':
      return `Dear ${fullName}, ${business} has received ${amount} for ${name}. Receipt ${transactionId}.`
    case 'sw':
      return `Mpendwa ${fullName}, ${business} imepokea ${amount} ya ${name}. Risiti ${transactionId}.`
  }
}

/** `31/1/26` of `20260131`. */
function dayText(day: string): string {
  return `${Number(day.slice(6))}/${Number(day.slice(4, 6))}/${day.slice(2, 4)}`
}
