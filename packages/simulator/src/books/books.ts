import type { Business } from '../options.ts'
import type { Change, Entry, TransactionRecord } from '../state/records.ts'
import { keptMax, type State } from '../state/state.ts'

/**
 * The accounts of the simulated M-PESA: what each subscriber and each organisation has, the fees M-PESA took, and the
 * world outside, from which all of it came. Together they are zero at any moment.
 */
export const accounts = {
  world: 'world',
  fees: 'fees',
  subscriber: (msisdn: string) => `subscriber:${msisdn}`,
  /** Where customers' money arrives: Utility of a paybill, Merchant of a till (reference §34). */
  collection: (business: Business) =>
    `organisation:${business.shortcode}:${business.type === 'till' ? 'merchant' : 'utility'}`,
}

export type Books = {
  subscribersCents: bigint
  feesCents: bigint
  /** What came in from outside, less what went out: the sum of everything else. */
  broughtInCents: bigint
  organisations: readonly {
    shortcode: string
    name: string
    type: Business['type']
    utilityCents: bigint
    merchantCents: bigint
  }[]
  /** Payments and cash in order; the oldest leave memory after 100,000, their sums stay. */
  transactions: readonly TransactionRecord[]
}

/** The rows that move money: the transaction, and what is carried forward of one that leaves memory for it. */
export function transactionChanges(state: State, transaction: TransactionRecord): Change[] {
  const changes: Change[] = [['transaction', transaction.id, transaction]]
  if (state.tables.transaction.size < keptMax.transactions) return changes
  const [oldest] = state.tables.transaction.values()
  if (oldest === undefined) return changes
  const sums = new Map<string, bigint>()
  for (const { account, cents } of oldest.entries) {
    const before = sums.get(account) ?? state.tables.forward.get(account)?.cents ?? 0n
    sums.set(account, before + cents)
  }
  changes.push(['transaction', oldest.id, null])
  for (const [account, cents] of sums) changes.push(['forward', account, { account, cents }])
  return changes
}

/** The whole of the books at this moment. */
export function booksOf(state: State, businesses: readonly Business[]): Books {
  const balance = (account: string) => state.balanceOf(account)
  let subscribersCents = 0n
  for (const msisdn of state.tables.subscriber.keys()) {
    subscribersCents += balance(accounts.subscriber(msisdn))
  }
  return {
    subscribersCents,
    feesCents: balance(accounts.fees),
    broughtInCents: -balance(accounts.world),
    organisations: businesses.map(({ shortcode, name, type }) => ({
      shortcode,
      name,
      type,
      utilityCents: balance(`organisation:${shortcode}:utility`),
      merchantCents: balance(`organisation:${shortcode}:merchant`),
    })),
    transactions: [...state.tables.transaction.values()],
  }
}

/** What does not add up, one sentence each; none when the books are right. */
export function auditOf(state: State): string[] {
  const breaks: string[] = []
  const sums = new Map<string, bigint>()
  const receipts = new Set<string>()
  const sumUp = ({ account, cents }: Entry) => sums.set(account, (sums.get(account) ?? 0n) + cents)

  for (const entry of state.tables.forward.values()) sumUp(entry)
  for (const { id, entries, receipt } of state.tables.transaction.values()) {
    entries.forEach(sumUp)
    const total = entries.reduce((sum, { cents }) => sum + cents, 0n)
    if (total !== 0n) breaks.push(`transaction ${id} does not balance: ${total} cents over`)
    if (receipt !== null && receipts.has(receipt)) breaks.push(`receipt ${receipt} exists twice`)
    if (receipt !== null) receipts.add(receipt)
  }
  let total = 0n
  for (const [account, cents] of sums) {
    total += cents
    const balance = state.balanceOf(account)
    if (balance !== cents)
      breaks.push(`${account} shows ${balance} cents, its entries say ${cents}`)
    if (cents < 0n && account !== accounts.world) breaks.push(`${account} is below zero: ${cents}`)
  }
  if (total !== 0n) breaks.push(`all accounts together are ${total} cents, not zero`)
  return breaks
}
