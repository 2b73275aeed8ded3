import { invoicePayment } from '../bill-manager/invoice-payment.ts'
import { c2bBody } from '../callbacks/c2b-body.ts'
import { planDelivery } from '../callbacks/delivery.ts'
import { boundRule, drawCallbackFaults } from '../faults/callback-faults.ts'
import { drawMs, type Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import type {
  C2bRegistration,
  Change,
  OrganisationRecord,
  ScheduledRecord,
  TransactionRecord,
} from '../state/records.ts'

/** What else happens because money of a customer arrived at a business. */
export type FollowUps = {
  /** To be committed with the payment; `planned` is among them. */
  changes: Change[]
  /** To be given to `startTasks` then. */
  planned: ScheduledRecord[]
}

/** How the payment came: on the customer's own account, or by a push. */
export type PaymentChannel = {
  channel: 'c2b' | 'stk'
  version?: 'v1' | 'v2'
  /** What the business said in its validation. */
  thirdPartyId?: string
}

/**
 * The confirmation and Bill Manager's push of the payment that is among these changes, which are not committed yet.
 * Nothing when there is none, or its receiver wants to hear nothing.
 */
export function followUps(
  network: Network,
  paymentChanges: readonly Change[],
  how: PaymentChannel,
): FollowUps {
  const payment = customerPaymentIn(paymentChanges)
  if (payment === undefined) return { changes: [], planned: [] }
  const organisation = organisationWithShortcode(network, payment.credit.id)
  if (organisation === undefined) return { changes: [], planned: [] }
  const confirmation = confirmationOf(network, { payment, organisation, how })
  const invoice = invoicePayment(network, payment)
  const planned = [...confirmation, ...invoice.planned]
  return {
    planned,
    changes: [...invoice.changes, ...planned.map((row): Change => ['scheduled', row.id, row])],
  }
}

export type CustomerPaymentRecord = TransactionRecord & { receipt: string }

const paymentKinds: ReadonlySet<TransactionRecord['kind']> = new Set([
  'payment',
  'buy-goods',
  'standing-order',
  'bonga',
])

function customerPaymentIn(changes: readonly Change[]): CustomerPaymentRecord | undefined {
  for (const [table, , row] of changes) {
    if (table !== 'transaction' || row === null || row.receipt === null) continue
    if (paymentKinds.has(row.kind)) return { ...row, receipt: row.receipt }
  }
  return undefined
}

type Confirmed = {
  payment: CustomerPaymentRecord
  organisation: OrganisationRecord
  how: PaymentChannel
}

function confirmationOf(network: Network, confirmed: Confirmed): ScheduledRecord[] {
  const { payment, organisation, how } = confirmed
  const { behaviour, timings } = network.config
  const { c2b } = organisation
  if (c2b === null || (how.channel === 'stk' && !behaviour.stkSendsC2b)) return []
  // Chance is asked only where it is wanted, so that the same seed gives the same history without it.
  if (
    behaviour.c2bConfirmationChance < 1 &&
    !network.random.chance(behaviour.c2bConfirmationChance)
  ) {
    return []
  }
  const faults = drawCallbackFaults(network, {
    api: 'c2b',
    phone: payment.debit.id,
    amount: Number(payment.amountCents) / 100,
    shortcode: organisation.shortcode,
  })
  const isQuick = boundRule(faults, 'callback-before-answer') !== undefined
  const delayMs = isQuick ? 0 : drawMs(network, timings.callbackDelayMs)
  const delivery = {
    kind: 'c2b-confirmation' as const,
    subject: payment.receipt,
    url: c2b.confirmationUrl,
    body: confirmationBody(network, confirmed, c2b),
    dueAtMs: payment.atMs + delayMs,
    tellsSuccess: true,
  }
  return planDelivery(network, delivery, faults)
}

function confirmationBody(
  network: Network,
  { payment, organisation, how }: Confirmed,
  c2b: C2bRegistration,
): string {
  return c2bBody(
    {
      version: how.version ?? c2b.version,
      isTill: organisation.type === 'till',
      shortcode: organisation.shortcode,
      transId: payment.receipt,
      at: new Date(payment.atMs),
      amountCents: payment.amountCents,
      account: payment.account,
      msisdn: payment.debit.id,
      name: payment.debit.name,
      balanceCents: balanceAfter(network, payment),
      thirdPartyId: how.thirdPartyId ?? '',
    },
    network.config.behaviour,
  )
}

/** What is in the account that the payment goes to, once it is committed. */
function balanceAfter(network: Network, payment: TransactionRecord): bigint {
  const credited = payment.entries.find(({ cents }) => cents > 0n)
  if (credited === undefined) return 0n
  return network.state.balanceOf(credited.account) + credited.cents
}
