export type ReceiptLanguage = 'en' | 'sw'

export type DepositReceipt = {
  businessName: string
  amountCents: bigint
  /** M-PESA's receipt number, where it is known already. */
  receipt: string | null
  balanceCents: bigint
  completedAt: Date
  language: ReceiptLanguage
}

/**
 * The SMS that tells the owner of a wallet about a deposit. It opens with the business, says "wallet" and KES and never
 * "Confirmed", so that nobody takes it for a message of M-PESA, whose imitations are a known fraud. One SMS of 160
 * characters wherever it fits: the time goes first, then the end of a long name.
 */
export function depositReceiptText(facts: DepositReceipt): string {
  const businessName = toPlainLetters(facts.businessName)
  const full = write({ ...facts, businessName }, true)
  if (full.length <= smsCharactersMax) return full
  const short = write({ ...facts, businessName }, false)
  const excess = short.length - smsCharactersMax
  if (excess <= 0) return short
  const kept = businessName.slice(0, Math.max(nameCharactersMin, businessName.length - excess))
  return write({ ...facts, businessName: kept.trimEnd() }, false)
}

const smsCharactersMax = 160
const nameCharactersMin = 10

function write(facts: DepositReceipt, withTime: boolean): string {
  const { businessName, receipt, language } = facts
  const amount = kes(facts.amountCents)
  const balance = kes(facts.balanceCents)
  const time = eastAfricanTime(facts.completedAt)
  switch (language) {
    case 'en': {
      const on = withTime ? ` on ${time.date} at ${time.clock}` : ''
      const proof = receipt === null ? '' : ` M-PESA receipt: ${receipt}.`
      return `${businessName}: ${amount} was added to your wallet${on}. Wallet balance: ${balance}.${proof}`
    }
    case 'sw': {
      const on = withTime ? ` tarehe ${time.date} saa ${time.clock}` : ''
      const proof = receipt === null ? '' : ` Risiti ya M-PESA: ${receipt}.`
      return `${businessName}: ${amount} zimeingia kwenye pochi yako${on}. Salio la pochi: ${balance}.${proof}`
    }
  }
}

function kes(cents: bigint): string {
  const shillings = (cents / 100n).toLocaleString('en-KE')
  return `KES ${shillings}.${String(cents % 100n).padStart(2, '0')}`
}

/** Day and 24-hour clock in East Africa, such as 23/11/2026 and 17:30. */
function eastAfricanTime(at: Date): { date: string; clock: string } {
  const [date = '', clock = ''] = new Date(at.getTime() + eastAfricaAheadMs)
    .toISOString()
    .split('T')
  return { date: date.split('-').reverse().join('/'), clock: clock.slice(0, 5) }
}

// Kenya keeps UTC+3 the whole year.
const eastAfricaAheadMs = 3 * 60 * 60 * 1000

/** The nearest spelling in the SMS alphabet: one letter outside of it would more than halve what fits. */
function toPlainLetters(text: string): string {
  return text
    .replace(/[‘’‚′`]/g, "'")
    .replace(/[“”„″]/g, '"')
    .replace(/[‐-―]/g, '-')
    .replace(/…/g, '...')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}
