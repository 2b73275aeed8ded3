import { setImmediate } from 'node:timers/promises'
import { commit, type Network } from '../network.ts'
import { requireOrganisation } from '../organisations/organisations.ts'
import { createSubscriber } from '../phones/subscribers.ts'
import type { Change } from '../state/records.ts'
import { moveMoney } from './move.ts'

export type Filling = {
  /** How many payments. */
  payments: number
  /** Who is paid; default the first organisation. */
  shortcode?: string
  /** How many phones pay, by turns; default 1,000. They are made where they do not exist. */
  payers?: number
  /** Shillings of each payment; default 1. */
  amount?: number
}

/** Payments that are written together: each by another phone, so that none depends on another. */
const atOnce = 100

/**
 * Fills the books with payments of customers to an organisation, made as every other: with balances, limits, charges,
 * receipts and messages. For demonstrations and measurements; other work goes on in between.
 * @returns how many were paid; a phone without money pays no more.
 */
export async function fillBooks(network: Network, filling: Filling): Promise<number> {
  const { payments, payers = 1_000, amount = 1 } = filling
  const [first = ''] = network.state.tables.organisation.keys()
  const { shortcode, type } = requireOrganisation(network, filling.shortcode ?? first)
  const phones = Array.from({ length: payers }, (_, index) => phoneOf(index))
  for (const phone of phones) {
    if (!network.state.tables.subscriber.has(phone)) createSubscriber(network, { phone })
  }
  let paid = 0
  for (let made = 0; made < payments; ) {
    const changes: Change[] = []
    const count = Math.min(atOnce, payers, payments - made)
    for (let index = 0; index < count; index++, made++) {
      const msisdn = phones[made % payers] ?? ''
      const moved = moveMoney(network, {
        kind: type === 'till' ? 'buy-goods' : 'payment',
        from: { msisdn },
        to: { shortcode },
        amountCents: BigInt(Math.round(amount * 100)),
        account: type === 'till' ? '' : `INV-${made + 1}`,
      })
      if (!moved.ok) continue
      changes.push(...moved.changes)
      paid++
    }
    commit(network, changes)
    await setImmediate()
  }
  network.changed()
  return paid
}

/** Numbers that nobody is likely to have added by hand. */
function phoneOf(index: number): string {
  return `2547990${String(index).padStart(5, '0')}`
}
