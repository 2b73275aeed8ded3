import { centsFromKes } from '../books/money.ts'
import { drawCallbackFaults } from '../callbacks/callbacks.ts'
import type { Network } from '../network.ts'
import type { Business, Timings } from '../options.ts'
import type { PushRecord, SubscriberRecord } from '../state/records.ts'
import { promptText, promptTextMax } from './texts.ts'

/** A push that passed every check of the gateway. */
export type PushRequest = {
  business: Business
  /** Whether PartyB is who the shortcode pays. */
  receiverIsRight: boolean
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
    faults: drawCallbackFaults(network, { phone: msisdn, amount: amountKes }),
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
  if (text.length > promptTextMax || request.description.length > promptTextMax) return 'pushError'
  return payer === undefined || payer.state === 'off' ? 'unreachable' : null
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
      return push.opensAtMs
  }
}
