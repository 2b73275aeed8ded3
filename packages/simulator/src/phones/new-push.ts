import { centsFromKes } from '../books/money.ts'
import { drawCallbackFaults } from '../faults/callback-faults.ts'
import type { Network } from '../network.ts'
import type { Timings } from '../options.ts'
import type { OrganisationRecord, PushRecord, SubscriberRecord } from '../state/records.ts'
import { isReachable } from './subscribers.ts'
import { promptText, promptTextMax } from './texts.ts'

/** A push that passed every check of the gateway. */
export type PushRequest = {
  business: OrganisationRecord
  /** Whether PartyB is who the shortcode pays. */
  receiverIsRight: boolean
  /** Whether the phone is in another session, so that no prompt can come. */
  lockedOut: boolean
  msisdn: string
  amountKes: number
  account: string
  description: string
  callbackUrl: string
}

/** The record of an accepted push, with what will become of it as far as that is known. */
export function newPush(
  network: Network,
  request: PushRequest,
  payer: SubscriberRecord | undefined,
): PushRecord {
  const { identifiers, clock, config, state } = network
  const { timings, subscriberDefaults } = config
  const now = clock.now()
  const { msisdn, amountKes, account, callbackUrl, business } = request
  const text = promptText(payer?.language ?? subscriberDefaults.language, {
    amountCents: centsFromKes(amountKes),
    business: business.name,
    account,
  })
  const failure = failureOf(request, text, payer)
  const opensAtMs = now.getTime() + timings.promptDelayMs
  return {
    checkoutRequestId: identifiers.checkoutRequestId(now, msisdn, (id) =>
      state.tables.push.has(id),
    ),
    merchantRequestId: identifiers.requestId(),
    shortcode: business.shortcode,
    businessName: business.name,
    msisdn,
    amountKes,
    account,
    callbackUrl,
    text,
    acceptedAtMs: now.getTime(),
    stage: 'queued',
    opensAtMs,
    expiresAtMs: expiryOf({ failure, acceptedAtMs: now.getTime(), opensAtMs }, timings),
    failure,
    faults: drawCallbackFaults(network, {
      api: 'push',
      phone: msisdn,
      amount: amountKes,
      shortcode: business.shortcode,
    }),
    result: null,
    finalAtMs: null,
    paidAtMs: null,
    receipt: null,
  }
}

function failureOf(
  request: PushRequest,
  text: string,
  payer: SubscriberRecord | undefined,
): PushRecord['failure'] {
  if (!request.receiverIsRight) return 'wrongReceiver'
  if (request.lockedOut) return 'locked'
  if (text.length > promptTextMax || request.description.length > promptTextMax) return 'pushError'
  return payer === undefined || !isReachable(payer) ? 'unreachable' : null
}

function expiryOf(
  push: Pick<PushRecord, 'failure' | 'acceptedAtMs' | 'opensAtMs'>,
  timings: Timings,
): number {
  switch (push.failure) {
    case null:
      return push.opensAtMs + timings.promptLifeMs
    case 'unreachable':
      return push.acceptedAtMs + timings.unreachableAfterMs
    case 'pushError':
    case 'wrongReceiver':
    case 'locked':
      return push.opensAtMs
  }
}
