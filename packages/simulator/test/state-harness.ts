import { accounts } from '../src/books/accounts.ts'
import { everyTransaction } from '../src/state/find-transactions.ts'
import type { PushRecord, TransactionRecord } from '../src/state/records.ts'
import { openState, type State, type StateOptions } from '../src/state/state.ts'

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

/** A push that is over. */
export const pushOf = (number: number, given: Partial<PushRecord> = {}): PushRecord => ({
  checkoutRequestId: `ws_CO_${number}`,
  merchantRequestId: `m${number}`,
  shortcode,
  businessName: 'EXAMPLE ORG',
  msisdn: payer,
  amountKes: 1,
  account: 'A',
  callbackUrl: 'http://localhost/hook',
  text: 'Do you want to pay?',
  acceptedAtMs: number,
  stage: 'answered',
  opensAtMs: number,
  expiresAtMs: number,
  failure: null,
  faults: [],
  result: { code: '0', callbackText: '', queryText: '' },
  finalAtMs: number,
  paidAtMs: null,
  receipt: null,
  ...given,
})

/** Few rows in memory, so that a test need not write many. */
export const sizes = { hot: 20, hotMessages: 30, batch: 10 }
export const utility = accounts.organisation(shortcode, 'utility')

export const open = (options: Partial<StateOptions> = {}): State =>
  openState({ nowMs: () => 10_000_000, sizes, ...options })

/** Writes so many transactions, one by one. */
export function fill(state: State, count: number, from = 1): void {
  for (let number = from; number < from + count; number++) {
    state.commit([['transaction', `t${number}`, transactionOf(number)]])
  }
}

export const ids = (state: State): string[] => [...everyTransaction(state)].map(({ id }) => id)
export const idsUpTo = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `t${index + 1}`)
