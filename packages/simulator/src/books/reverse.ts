import type { Network } from '../network.ts'
import { inboxChanges, newMessage } from '../phones/inbox.ts'
import { reversedText } from '../phones/money-texts.ts'
import { leftTodayCents } from '../phones/subscribers.ts'
import type { Change, TransactionRecord } from '../state/records.ts'
import { accounts } from './accounts.ts'
import { moneyResults } from './money-results.ts'
import type { MoneyMoved, MoneyRefused } from './move.ts'
import { newTransaction, receiptStatus, transactionChange } from './transactions.ts'

export type ReverseOrder = {
  /** Of the payment that is taken back. */
  receipt: string
  /** Who was paid; the payment of another cannot be taken back. */
  shortcode: string
  /** At most what was paid; the whole of it by default. */
  amountCents?: bigint
  initiatedAtMs?: number
  conversationId?: string
  originatorConversationId?: string
}

/**
 * Gives a customer's payment back from the account it went to; charges stay where they are. Nothing is committed here.
 * The result codes: 1, 2006, R000001, R000002 (reference §21).
 */
export function reverseMoney(network: Network, order: ReverseOrder): MoneyMoved | MoneyRefused {
  const found = receiptStatus(network, order.receipt)
  const original = found?.transaction
  if (original === undefined || !isPaymentTo(original, order.shortcode)) {
    return { ok: false, result: moneyResults.unknownReceipt }
  }
  if (found?.reversedBy !== undefined) return { ok: false, result: moneyResults.alreadyReversed }
  const amountCents = order.amountCents ?? original.amountCents
  if (amountCents <= 0n || amountCents > original.amountCents) {
    return { ok: false, result: moneyResults.unknownReceipt }
  }
  return giveBack(network, { ...order, original, amountCents })
}

/** Whether this is a payment of a customer to this organisation. */
function isPaymentTo({ kind, credit }: TransactionRecord, shortcode: string): boolean {
  const isPayment = kind === 'payment' || kind === 'buy-goods' || kind === 'standing-order'
  return isPayment && credit.id === shortcode
}

function giveBack(
  network: Network,
  order: ReverseOrder & { original: TransactionRecord; amountCents: bigint },
): MoneyMoved | MoneyRefused {
  const { original, amountCents } = order
  const subscriber = network.state.tables.subscriber.get(original.debit.id)
  const from = original.entries.find(
    ({ account, cents }) => cents > 0n && account.startsWith('organisation:'),
  )
  if (subscriber === undefined || from === undefined) {
    return { ok: false, result: moneyResults.unknownReceipt }
  }
  if (subscriber.state === 'suspended') return { ok: false, result: moneyResults.creditParty }
  if (network.state.balanceOf(from.account) < amountCents) {
    return { ok: false, result: moneyResults.insufficient }
  }
  const account = accounts.subscriber(subscriber.msisdn)
  const transaction = {
    ...newTransaction(network, {
      kind: 'reversal',
      debit: original.credit,
      credit: original.debit,
      amountCents,
      account: original.account,
      linkedReceipt: original.receipt,
      conversationId: order.conversationId ?? null,
      originatorConversationId: order.originatorConversationId ?? null,
      ...(order.initiatedAtMs === undefined ? {} : { initiatedAtMs: order.initiatedAtMs }),
      entries: [
        { account: from.account, cents: -amountCents },
        { account, cents: amountCents },
      ],
    }),
    receipt: network.identifiers.receipt(network.clock.now()),
  }
  const facts = {
    receipt: transaction.receipt,
    amountCents,
    feeCents: 0n,
    balanceCents: network.state.balanceOf(account) + amountCents,
    leftTodayCents: leftTodayCents(network, subscriber),
    at: new Date(transaction.atMs),
  }
  const text = reversedText(subscriber.language, facts, original.receipt ?? '')
  const message = newMessage(network, subscriber, { from: 'MPESA', text, kind: 'mpesa' })
  const changes: Change[] = [
    transactionChange(transaction),
    ...inboxChanges(network, subscriber, message),
  ]
  return { ok: true, transaction, changes }
}
