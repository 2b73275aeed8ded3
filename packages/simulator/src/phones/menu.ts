import { accounts } from '../books/accounts.ts'
import { centsFromKes } from '../books/money.ts'
import { type MoneyOrder, moveMoney } from '../books/move.ts'
import { startPayment } from '../c2b/payment.ts'
import { ControlError } from '../control/control-error.ts'
import { commit, type Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import type { Change, OrganisationRecord, ResultCode, SubscriberRecord } from '../state/records.ts'
import { atTheMenu, type MenuOutcome, refused } from './menu-gate.ts'
import { mpesaMessage, subscriberAfter } from './menu-messages.ts'
import { failedText, sentAwayText } from './menu-texts.ts'
import { insufficientText } from './money-texts.ts'
import { ensureSubscriber, toMsisdn } from './subscribers.ts'

/** Whole shillings and four digits, as they are typed. */
type Typed = { amount: number; pin: string }

/** Lipa na M-PESA, Pay Bill. @throws ControlError when the phone or the amount is no such thing. */
export function payBill(
  network: Network,
  phone: string,
  typed: Typed & { business: string; account: string },
): MenuOutcome {
  const { business, amount } = typed
  const account = typed.account.slice(0, accountLengthMax)
  if (account.trim() === '') throw new ControlError(400, 'A PayBill is paid into an account number')
  return atTheMenu(network, phone, typed.pin, (payer) =>
    payBusiness(network, payer, {
      organisation: businessWith(network, business, 'paybill'),
      amountKes: wholeShillings(amount),
      account,
    }),
  )
}

/** Lipa na M-PESA, Buy Goods and Services. @throws ControlError when the phone or the amount is no such thing. */
export function buyGoods(
  network: Network,
  phone: string,
  typed: Typed & { till: string },
): MenuOutcome {
  return atTheMenu(network, phone, typed.pin, (payer) =>
    payBusiness(network, payer, {
      organisation: businessWith(network, typed.till, 'till'),
      amountKes: wholeShillings(typed.amount),
      account: '',
    }),
  )
}

/** Send Money. @throws ControlError when a phone or the amount is no such thing. */
export function sendMoney(
  network: Network,
  phone: string,
  typed: Typed & { to: string },
): MenuOutcome {
  const to = toMsisdn(typed.to)
  const amountCents = centsFromKes(wholeShillings(typed.amount))
  return atTheMenu(network, phone, typed.pin, (payer) => {
    if (to === payer.msisdn || ensureSubscriber(network, to) === undefined) {
      return refusal(network, payer, amountCents, unknownReceiver)
    }
    const order: MoneyOrder = {
      kind: 'send-money',
      from: { msisdn: payer.msisdn },
      to: { msisdn: to },
      amountCents,
    }
    return move(network, payer, order)
  })
}

/** Withdraw Cash at an agent. @throws ControlError when the phone or the amount is no such thing. */
export function withdraw(
  network: Network,
  phone: string,
  typed: Typed & { agent: string },
): MenuOutcome {
  const agent = typed.agent.trim()
  const amountCents = centsFromKes(wholeShillings(typed.amount))
  return atTheMenu(network, phone, typed.pin, (payer) => {
    if (!/^\d{5,7}$/.test(agent)) return refusal(network, payer, amountCents, unknownReceiver)
    const order: MoneyOrder = {
      kind: 'withdrawal',
      from: { msisdn: payer.msisdn },
      to: { agent },
      amountCents,
    }
    return move(network, payer, order)
  })
}

/** Up to 20 characters reach the business (reference §13). */
const accountLengthMax = 20

const unknownReceiver: ResultCode = { code: 'SFC_IC0003', text: 'The operator does not exist.' }

function businessWith(
  network: Network,
  number: string,
  type: OrganisationRecord['type'],
): OrganisationRecord | undefined {
  const organisation = organisationOf(network, number.trim())
  if (organisation?.type !== type) return undefined
  // Customers pay to the till number; the store number is for requests only.
  const isOwnNumber =
    type === 'paybill' || (organisation.till ?? organisation.shortcode) === number.trim()
  return isOwnNumber ? organisation : undefined
}

function payBusiness(
  network: Network,
  payer: SubscriberRecord,
  payment: { organisation: OrganisationRecord | undefined; amountKes: number; account: string },
): MenuOutcome {
  const { organisation, amountKes } = payment
  const amountCents = centsFromKes(amountKes)
  if (organisation === undefined) return refusal(network, payer, amountCents, unknownReceiver)
  const started = startPayment(network, { ...payment, organisation, payer })
  switch (started.outcome) {
    case 'paid': {
      const { transaction, changes } = started.moved
      return {
        accepted: true,
        receipt: transaction.receipt,
        text: textTo(payer, changes),
        code: '0',
      }
    }
    case 'asking':
      return {
        accepted: true,
        receipt: started.receipt,
        text: sentAwayText(payer.language),
        code: '0',
        waits: true,
      }
    case 'refused':
      return refusal(network, payer, amountCents, started.result)
  }
}

function move(network: Network, payer: SubscriberRecord, order: MoneyOrder): MenuOutcome {
  const moved = moveMoney(network, order)
  if (!moved.ok) return refusal(network, payer, order.amountCents, moved.result)
  const { transaction, changes } = moved
  commit(network, changes)
  network.changed(payer.msisdn)
  if (transaction.credit.id !== payer.msisdn) network.changed(transaction.credit.id)
  return { accepted: true, receipt: transaction.receipt, text: textTo(payer, changes), code: '0' }
}

/** Money that did not move: the payer hears why by SMS. */
function refusal(
  network: Network,
  payer: SubscriberRecord,
  amountCents: bigint,
  result: ResultCode,
): MenuOutcome {
  const balanceCents = network.state.balanceOf(accounts.subscriber(payer.msisdn))
  const text =
    result.code === '1'
      ? insufficientText(payer.language, { amountCents, balanceCents })
      : failedText(payer.language, result.code)
  const row = subscriberAfter(network, [], payer.msisdn) ?? payer
  commit(network, mpesaMessage(network, row, text))
  network.changed(payer.msisdn)
  return refused(result.code, text)
}

/** M-PESA's SMS to the payer among what a payment changes. */
function textTo({ msisdn }: SubscriberRecord, changes: readonly Change[]): string {
  for (const [table, , row] of changes) {
    if (table === 'message' && row !== null && row.msisdn === msisdn) return row.text
  }
  return ''
}

function wholeShillings(amount: number): number {
  if (!Number.isInteger(amount) || amount < 1 || amount > 999_999_999) {
    throw new ControlError(400, `${amount} is not an amount in whole shillings`)
  }
  return amount
}
