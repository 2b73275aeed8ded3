import { centsFromKes, kshText } from '../books/money.ts'
import { moveMoney } from '../books/move.ts'
import { followUps } from '../c2b/follow-ups.ts'
import type { BongaPrompt, PromptRecord } from '../c2b/records.ts'
import type { Network } from '../network.ts'
import type { ConsentEnd, ConsentOutcome, EndedConsent } from '../phones/consent-end.ts'
import { mpesaMessage, subscriberAfter } from '../phones/menu-messages.ts'
import type { Change, ResultCode, SubscriberRecord } from '../state/records.ts'
import { bongaResults } from './results.ts'
import { bongaShortText, bongaText } from './texts.ts'

/**
 * What the customer did leads to: with the right PIN the points go, and M-PESA pays the business what they are worth,
 * which its C2B URLs are told (reference §28).
 */
export function endBonga(
  network: Network,
  prompt: PromptRecord & BongaPrompt,
  { end, holder }: EndedConsent,
): ConsentOutcome {
  const refusal = holder === undefined ? bongaResults.unreachable : refusalOf(end)
  if (refusal !== undefined || holder === undefined) {
    return refused(refusal ?? bongaResults.unreachable, [])
  }
  if (holder.bongaPoints < prompt.points) {
    const text = bongaShortText(holder.language, holder.bongaPoints)
    return refused(bongaResults.failed, mpesaMessage(network, holder, text))
  }
  const moved = moveMoney(network, {
    kind: 'bonga',
    from: { msisdn: prompt.msisdn },
    to: { shortcode: prompt.shortcode },
    amountCents: centsFromKes(prompt.amountKes),
    account: prompt.account,
    initiatedAtMs: prompt.acceptedAtMs,
  })
  if (!moved.ok) return refused(moved.result, [])
  const { receipt } = moved.transaction
  const following = followUps(network, moved.changes, { channel: 'c2b' })
  const payer = subscriberAfter(network, [...moved.changes, ...following.changes], holder.msisdn)
  return {
    result: bongaResults.redeemed,
    accepted: true,
    planned: following.planned,
    changes: [
      ...moved.changes,
      ...following.changes,
      ...redeemedChanges(network, prompt, { payer: payer ?? holder, receipt }),
    ],
  }
}

function refusalOf(end: ConsentEnd): ResultCode | undefined {
  switch (end) {
    case 'agreed':
      return undefined
    case 'cancelled':
    case 'no-answer':
      return bongaResults.noPin
    case 'wrong-pin':
    case 'pin-locked':
      return bongaResults.wrongPin
    case 'unreachable':
      return bongaResults.unreachable
  }
}

function refused(result: ResultCode, changes: Change[]): ConsentOutcome {
  return { result, accepted: false, changes, planned: [] }
}

function redeemedChanges(
  network: Network,
  prompt: PromptRecord & BongaPrompt,
  { payer, receipt }: { payer: SubscriberRecord; receipt: string },
): Change[] {
  const after = { ...payer, wrongPins: 0, bongaPoints: payer.bongaPoints - prompt.points }
  const text = bongaText(after.language, {
    receipt,
    amount: kshText(centsFromKes(prompt.amountKes)),
    points: prompt.points,
    business: prompt.businessName,
    shortcode: prompt.shortcode,
    account: prompt.account,
    pointsLeft: after.bongaPoints,
  })
  return mpesaMessage(network, after, text)
}
