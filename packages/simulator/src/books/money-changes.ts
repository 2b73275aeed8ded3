import type { Network } from '../network.ts'
import { inboxChanges, newMessage } from '../phones/inbox.ts'
import { moneyTexts } from '../phones/money-messages.ts'
import { withPaid, withReceived } from '../phones/subscribers.ts'
import type { Change, Entry, SubscriberRecord, TransactionRecord } from '../state/records.ts'
import { accounts } from './accounts.ts'
import type { Movement } from './judge.ts'
import type { MoneyOrder } from './move.ts'
import { newTransaction, transactionChange } from './transactions.ts'

/** The transaction of a movement, and every row that changes with it. */
export function moneyChanges(
  network: Network,
  order: MoneyOrder,
  movement: Movement,
): { transaction: TransactionRecord & { receipt: string }; changes: Change[] } {
  const { debit, credit } = movement
  const receipt = order.receipt ?? network.identifiers.receipt(network.clock.now())
  const creditName = order.shownAs ?? credit.party.name
  const transaction = {
    ...newTransaction(network, {
      ...idsOf(order),
      kind: order.kind,
      debit: debit.party,
      credit: { ...credit.party, name: creditName },
      amountCents: movement.amountCents,
      chargeCents: movement.chargeCents,
      creditChargeCents: movement.creditChargeCents,
      account: order.account ?? '',
      entries: entriesOf(movement),
    }),
    receipt,
  }
  return {
    transaction,
    changes: [
      transactionChange(transaction),
      ...subscriberChanges(network, order, { movement, transaction }),
    ],
  }
}

function idsOf(order: MoneyOrder): Partial<TransactionRecord> {
  const { reasonType, details, initiatedAtMs, linkedReceipt } = order
  const { checkoutRequestId, conversationId, originatorConversationId } = order
  return {
    ...(reasonType === undefined ? {} : { reasonType }),
    ...(details === undefined ? {} : { details }),
    ...(initiatedAtMs === undefined ? {} : { initiatedAtMs }),
    linkedReceipt: linkedReceipt ?? null,
    checkoutRequestId: checkoutRequestId ?? null,
    conversationId: conversationId ?? null,
    originatorConversationId: originatorConversationId ?? null,
  }
}

/** An organisation's charges stand on its Charges Paid account, below zero (reference §34). */
function entriesOf({
  debit,
  credit,
  amountCents,
  chargeCents,
  creditChargeCents,
}: Movement): Entry[] {
  const paysFromBalance = debit.subscriber !== undefined
  const charges = chargeCents + creditChargeCents
  return [
    { account: debit.account, cents: -(amountCents + (paysFromBalance ? chargeCents : 0n)) },
    { account: credit.account, cents: amountCents },
    ...(paysFromBalance ? [] : chargeEntry(debit, chargeCents)),
    ...chargeEntry(credit, creditChargeCents),
    ...(charges > 0n ? [{ account: accounts.fees, cents: charges }] : []),
  ]
}

function chargeEntry({ organisation }: Movement['debit'], cents: bigint): Entry[] {
  if (organisation === undefined || cents === 0n) return []
  return [{ account: accounts.organisation(organisation.shortcode, 'charges'), cents: -cents }]
}

/** The PIN was right; a push also counts for the rule against repeating an amount. */
function paidTraces(
  network: Network,
  order: MoneyOrder,
): Partial<Pick<SubscriberRecord, 'wrongPins' | 'lastPaid'>> {
  if (order.checkoutRequestId === undefined) return { wrongPins: 0 }
  const amountKes = Number(order.amountCents) / 100
  return { wrongPins: 0, lastPaid: { amountKes, atMs: network.clock.now().getTime() } }
}

function subscriberChanges(
  network: Network,
  order: MoneyOrder,
  {
    movement,
    transaction,
  }: { movement: Movement; transaction: TransactionRecord & { receipt: string } },
): Change[] {
  const { debit, credit, amountCents } = movement
  const rows: SubscriberRecord[] = []
  if (debit.subscriber !== undefined) {
    rows.push(
      order.kind === 'bonga'
        ? debit.subscriber
        : withPaid(network, { ...debit.subscriber, ...paidTraces(network, order) }, amountCents),
    )
  }
  if (credit.subscriber !== undefined) {
    rows.push(withReceived(network, credit.subscriber, amountCents))
  }
  return rows.flatMap((row) => {
    const text = moneyTexts(network, { order, transaction, row })
    if (text === undefined) return [['subscriber', row.msisdn, row]]
    const message = newMessage(network, row, { from: 'MPESA', text, kind: 'mpesa' })
    return inboxChanges(network, row, message)
  })
}
