import { accounts } from '../books/accounts.ts'
import type { MoneyOrder } from '../books/move.ts'
import type { Network } from '../network.ts'
import type { SubscriberRecord, TransactionRecord } from '../state/records.ts'
import {
  agentText,
  type MoneyFacts,
  paidOutText,
  promotionText,
  receivedText,
  sentText,
} from './money-texts.ts'
import { leftTodayCents } from './subscribers.ts'
import { confirmationText } from './texts.ts'

/** M-PESA's message to one of the subscribers of a transaction; `row` is the subscriber as they are afterwards. */
export function moneyTexts(
  network: Network,
  {
    order,
    transaction,
    row,
  }: {
    order: MoneyOrder
    transaction: TransactionRecord & { receipt: string }
    row: SubscriberRecord
  },
): string | undefined {
  const { language } = row
  const facts = factsOf(network, transaction, row)
  const isPayer = transaction.debit.id === row.msisdn
  switch (transaction.kind) {
    case 'payment':
    case 'buy-goods':
    case 'standing-order':
      return confirmationText(language, {
        ...facts,
        business: transaction.credit.name,
        // A standing order to a till has no account.
        type: transaction.kind === 'buy-goods' || transaction.account === '' ? 'till' : 'paybill',
        account: transaction.account,
      })
    case 'send-money':
      return isPayer
        ? sentText(language, facts, transaction.credit)
        : receivedText(language, facts, transaction.debit)
    case 'withdrawal':
      return agentText(language, facts, transaction.credit)
    case 'b2c':
    case 'pochi':
      return order.isPromotion
        ? promotionText(language, facts, transaction.debit)
        : paidOutText(language, facts, transaction.debit)
    // Bonga tells its customer itself, in points.
    case 'bonga':
    case 'opening':
    case 'cash':
    case 'b2b':
    case 'tax':
    case 'reversal':
    case 'settlement':
    case 'account-move':
    case 'express':
      return undefined
  }
}

function factsOf(
  network: Network,
  transaction: TransactionRecord & { receipt: string },
  row: SubscriberRecord,
): MoneyFacts {
  const account = accounts.subscriber(row.msisdn)
  const movedCents = transaction.entries
    .filter((entry) => entry.account === account)
    .reduce((sum, { cents }) => sum + cents, 0n)
  return {
    receipt: transaction.receipt,
    amountCents: transaction.amountCents,
    feeCents: transaction.debit.id === row.msisdn ? transaction.chargeCents : 0n,
    balanceCents: network.state.balanceOf(account) + movedCents,
    leftTodayCents: leftTodayCents(network, row),
    at: new Date(transaction.atMs),
  }
}
