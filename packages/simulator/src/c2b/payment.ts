import { centsFromKes } from '../books/money.ts'
import { type MoneyMoved, type MoneyOrder, moveMoney } from '../books/move.ts'
import { startTasks } from '../callbacks/tasks.ts'
import { commit, type Network, reportTrouble } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import type { Change, OrganisationRecord, ResultCode, SubscriberRecord } from '../state/records.ts'
import { followUps } from './follow-ups.ts'
import type { PendingPaymentRecord } from './records.ts'
import { rejectionChanges } from './rejection.ts'
import { askForValidation, isValidated } from './validation.ts'
import type { ValidationAnswer } from './validation-answer.ts'

/** Money that a customer gives a business of their own accord. */
export type CustomerPayment = {
  payer: SubscriberRecord
  organisation: OrganisationRecord
  amountKes: number
  /** What the payer typed; empty for tills. */
  account: string
  /** Of the API that the payer's number is told by; default that of the registration. */
  version?: 'v1' | 'v2'
}

export type StartedPayment =
  | {
      outcome: 'paid'
      moved: MoneyMoved
      /** Resolves when what was due at once was delivered. */
      delivered: Promise<void>
    }
  /** The business is asked first; the outcome comes by SMS. */
  | { outcome: 'asking'; receipt: string }
  | { outcome: 'refused'; result: ResultCode }

/**
 * Pays a business: at once, or after the business has accepted where its external validation is on (reference §13). A
 * payment that could not be made is refused before anybody is asked.
 */
export function startPayment(network: Network, payment: CustomerPayment): StartedPayment {
  const { payer, organisation, amountKes, account } = payment
  const nowMs = network.clock.now().getTime()
  const row: PendingPaymentRecord = {
    receipt: network.identifiers.receipt(network.clock.now()),
    msisdn: payer.msisdn,
    shortcode: organisation.shortcode,
    amountKes,
    account,
    version: payment.version ?? organisation.c2b?.version ?? 'v2',
    acceptedAtMs: nowMs,
    decideAtMs: nowMs + network.config.timings.validationMs,
  }
  const trial = moveMoney(network, orderOf(organisation, row))
  if (!trial.ok) return { outcome: 'refused', result: trial.result }
  if (!isValidated(organisation)) return settle(network, row, trial, '')
  commit(network, [['pendingPayment', row.receipt, row]])
  network.changed(row.msisdn)
  validate(network, row)
  return { outcome: 'asking', receipt: row.receipt }
}

/** Goes on with the payments that businesses were being asked about when the state was written. */
export function resumePayments(network: Network): void {
  // The question has moved nothing, so that it may be asked again.
  for (const row of network.state.tables.pendingPayment.values()) validate(network, row)
}

function validate(network: Network, row: PendingPaymentRecord): void {
  void askForValidation(network, row, (answer) => {
    // The row stays, so that the business is asked again at the next start.
    if (network.closing.aborted) return
    reportTrouble(network, () => decide(network, row, answer))
  })
}

/** What the business's answer, or the lack of one, leads to; nothing when the payment is decided already. */
function decide(network: Network, row: PendingPaymentRecord, answer: ValidationAnswer): void {
  const { receipt } = row
  // After a reset another payment may have this receipt.
  if (network.state.tables.pendingPayment.get(receipt) !== row) return
  const organisation = organisationWithShortcode(network, row.shortcode)
  const verdict = verdictOf(organisation, answer)
  if (organisation === undefined || verdict.said === 'reject') {
    const code = verdict.said === 'reject' ? verdict.code : 'C2B00016'
    commit(network, [
      ['pendingPayment', receipt, null],
      ...rejectionChanges(network, { ...row, organisation, code }),
    ])
    network.changed(row.msisdn)
    return
  }
  const moved = moveMoney(network, orderOf(organisation, row))
  if (moved.ok) {
    settle(network, row, moved, verdict.thirdPartyId)
    return
  }
  // Meanwhile the payer spent the money, or was suspended.
  commit(network, [
    ['pendingPayment', receipt, null],
    ...rejectionChanges(network, { ...row, organisation, code: moved.result.code }),
  ])
  network.changed(row.msisdn)
}

/** No answer: what the business registered for that case decides. */
function verdictOf(
  organisation: OrganisationRecord | undefined,
  answer: ValidationAnswer,
): Exclude<ValidationAnswer, { said: 'nothing' }> {
  if (answer.said !== 'nothing') return answer
  return organisation?.c2b?.responseType === 'Cancelled'
    ? { said: 'reject', code: 'C2B00016', text: 'Other Error' }
    : { said: 'accept', thirdPartyId: '' }
}

function settle(
  network: Network,
  row: PendingPaymentRecord,
  moved: MoneyMoved,
  thirdPartyId: string,
): StartedPayment {
  const { version, receipt } = row
  const following = followUps(network, moved.changes, { channel: 'c2b', version, thirdPartyId })
  commit(network, [
    ...(network.state.tables.pendingPayment.has(receipt)
      ? [['pendingPayment', receipt, null] as Change]
      : []),
    ...moved.changes,
    ...following.changes,
  ])
  network.changed(row.msisdn)
  return { outcome: 'paid', moved, delivered: startTasks(network, following.planned) }
}

function orderOf(organisation: OrganisationRecord, row: PendingPaymentRecord): MoneyOrder {
  return {
    kind: organisation.type === 'till' ? 'buy-goods' : 'payment',
    from: { msisdn: row.msisdn },
    to: { shortcode: organisation.shortcode },
    amountCents: centsFromKes(row.amountKes),
    account: row.account,
    initiatedAtMs: row.acceptedAtMs,
    receipt: row.receipt,
  }
}
