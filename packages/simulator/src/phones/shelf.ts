import type { PromptRecord } from '../c2b/records.ts'
import type { Network } from '../network.ts'
import type { PushRecord, SubscriberRecord } from '../state/records.ts'
import { consentOf } from './consents.ts'

/** A prompt that is on a phone. */
export type Prompt = {
  id: string
  /** `stk`: pay a push. `express`: a till's operator pays a vendor. `ratiba`, `bonga`: agree to it. */
  kind: 'stk' | PromptRecord['kind']
  /** The CheckoutRequestID of a push; of the others the same as `id`. */
  checkoutRequestId: string
  business: string
  shortcode: string
  /** Shillings. */
  amount: number
  account: string
  text: string
  openedAt: string
  expiresAt: string
}

/** The prompt that is on this phone now, of whatever kind. */
export function shownPromptOn(network: Network, subscriber: SubscriberRecord): Prompt | undefined {
  const push = pushOn(network, subscriber)
  if (push !== undefined) return shown({ ...push, id: push.checkoutRequestId, kind: 'stk' })
  const consent = consentOf(network, subscriber)
  return consent?.stage === 'open' ? shown(consent) : undefined
}

/** The push whose prompt is on this phone now. */
export function pushOn(network: Network, { pushId }: SubscriberRecord): PushRecord | undefined {
  const push = pushId === null ? undefined : network.state.tables.push.get(pushId)
  return push?.stage === 'open' ? push : undefined
}

function shown(
  prompt: Pick<
    PromptRecord,
    | 'id'
    | 'businessName'
    | 'shortcode'
    | 'amountKes'
    | 'account'
    | 'text'
    | 'opensAtMs'
    | 'expiresAtMs'
  > & { kind: Prompt['kind'] },
): Prompt {
  return {
    id: prompt.id,
    kind: prompt.kind,
    checkoutRequestId: prompt.id,
    business: prompt.businessName,
    shortcode: prompt.shortcode,
    amount: prompt.amountKes,
    account: prompt.account,
    text: prompt.text,
    openedAt: new Date(prompt.opensAtMs).toISOString(),
    expiresAt: new Date(prompt.expiresAtMs).toISOString(),
  }
}
