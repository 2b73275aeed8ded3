import { accounts } from '../src/books/accounts.ts'
import type { TransactionRecord } from '../src/state/records.ts'

export const payer = '254700000001'
export const shortcode = '600984'

/** A payment of one shilling that nobody made, for tests of the state. */
export function transactionOf(
  number: number,
  given: Partial<TransactionRecord> = {},
): TransactionRecord {
  return {
    id: `t${number}`,
    kind: 'payment',
    receipt: `UKN${String(number).padStart(7, '0')}`,
    initiatedAtMs: number * 1_000,
    atMs: number * 1_000,
    status: 'Completed',
    reasonType: 'Pay Bill Online',
    details: `Pay Bill from ${payer} - AMINA Acc. INV-${number}`,
    account: `INV-${number}`,
    debit: { id: payer, name: 'AMINA OTIENO', account: 'MMF Account For Customer' },
    credit: { id: shortcode, name: 'EXAMPLE ORG', account: 'Utility Account' },
    amountCents: 100n,
    chargeCents: 0n,
    creditChargeCents: 0n,
    linkedReceipt: null,
    checkoutRequestId: `ws_CO_${number}`,
    conversationId: null,
    originatorConversationId: null,
    entries: [
      { account: accounts.world, cents: -100n },
      { account: accounts.organisation(shortcode, 'utility'), cents: 100n },
    ],
    ...given,
  }
}
