import { accounts } from '../books/accounts.ts'
import { kshText } from '../books/money.ts'
import { transactionsOf } from '../books/transactions.ts'
import { commit, type Network } from '../network.ts'
import type { SubscriberRecord, TransactionRecord } from '../state/records.ts'
import { eatParts } from '../time/east-africa-time.ts'
import { atTheMenu, type MenuOutcome } from './menu-gate.ts'
import { mpesaMessage } from './menu-messages.ts'
import { statementText } from './menu-texts.ts'
import { balanceText } from './money-texts.ts'

const statementLinesMax = 5

/** My Account, Check Balance: free, and told by SMS. */
export function checkBalance(network: Network, phone: string, pin: string): MenuOutcome {
  return atTheMenu(network, phone, pin, (subscriber) => {
    const { msisdn, language } = subscriber
    const at = network.clock.now()
    const receipt = network.identifiers.receipt(at)
    const balanceCents = network.state.balanceOf(accounts.subscriber(msisdn))
    return told(network, subscriber, {
      receipt,
      text: balanceText(language, { receipt, balanceCents, at }),
    })
  })
}

/** My Account, Mini Statement: the last five transactions by SMS. */
export function miniStatement(network: Network, phone: string, pin: string): MenuOutcome {
  return atTheMenu(network, phone, pin, (subscriber) => {
    const { msisdn, language } = subscriber
    const receipt = network.identifiers.receipt(network.clock.now())
    const { items } = transactionsOf(network, { msisdn, limit: statementLinesMax })
    return told(network, subscriber, {
      receipt,
      text: statementText(language, {
        receipt,
        lines: items.map((transaction) => lineOf(transaction, msisdn)),
        balance: kshText(network.state.balanceOf(accounts.subscriber(msisdn))),
      }),
    })
  })
}

function told(
  network: Network,
  subscriber: SubscriberRecord,
  { receipt, text }: { receipt: string; text: string },
): MenuOutcome {
  commit(network, mpesaMessage(network, subscriber, text))
  network.changed(subscriber.msisdn)
  return { accepted: true, receipt, text, code: '0' }
}

/** `23/11 HAZINA TEST -Ksh125.00` */
function lineOf(transaction: TransactionRecord, msisdn: string): string {
  const { day, month } = eatParts(new Date(transaction.atMs))
  const account = accounts.subscriber(msisdn)
  const cents = transaction.entries
    .filter((entry) => entry.account === account)
    .reduce((sum, entry) => sum + entry.cents, 0n)
  const other = transaction.debit.id === msisdn ? transaction.credit : transaction.debit
  const amount = cents < 0n ? `-${kshText(-cents)}` : `+${kshText(cents)}`
  return `${day}/${month} ${other.name} ${amount}`
}
