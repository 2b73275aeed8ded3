import { boundRule } from '../faults/callback-faults.ts'
import type { Forgery } from '../faults/fault-rules.ts'
import type { Network } from '../network.ts'
import { hexDigits } from '../random.ts'
import type { BoundFault, ScheduledRecord } from '../state/records.ts'
import type { Delivery } from './delivery.ts'
import { newForgedPost } from './post.ts'
import { amountOf, phoneOf, type Retelling, retell } from './retell.ts'

/** How long after the true callback a stranger's copy of it goes out. */
const copiedAfterMs = 1_000

/**
 * What a stranger makes of a true callback that is due, a moment after it. Of STK most forgeries went before it, while
 * the prompt was open.
 */
export function planForgedDelivery(
  network: Network,
  delivery: Delivery,
  faults: readonly BoundFault[],
): ScheduledRecord[] {
  const rule = boundRule(faults, 'callback-forged')
  if (rule === undefined) return []
  const forgery = rule.forgery ?? 'open-request'
  const isEarly = delivery.kind === 'stk' && isInventedEarly(forgery)
  if (isEarly || !delivery.tellsSuccess) return []
  const post = newForgedPost(network, {
    ...delivery,
    url: forgedUrl(network, delivery.url, forgery),
    body: retell(delivery.body, lieOf(network, delivery, forgery)),
    dueAtMs: delivery.dueAtMs + copiedAfterMs,
  })
  return [{ ...post, faults: ['callback-forged'] }]
}

/** Whether this forgery invents a success before the customer has answered. */
export function isInventedEarly(forgery: Forgery): boolean {
  return forgery !== 'wrong-receipt' && forgery !== 'replayed'
}

/** Another phone than this one, the same for it always. */
export function otherPhone(msisdn: string): string {
  const last = (Number(msisdn.slice(-1)) + 1) % 10
  return `${msisdn.slice(0, -1)}${last}`
}

/** Where a stranger posts who does, or does not, know the secret at the end of the address. */
export function forgedUrl(network: Network, callbackUrl: string, forgery: Forgery): string {
  if (forgery !== 'open-request' && forgery !== 'wrong-token') return callbackUrl
  const url = new URL(callbackUrl)
  const segments = url.pathname.split('/')
  const secret = segments.pop() ?? ''
  if (forgery === 'wrong-token') {
    segments.push(network.random.text(hexDigits, Math.max(secret.length, 8)))
  }
  url.pathname = segments.join('/')
  return url.href
}

/** What the stranger changes in a true callback. */
function lieOf(network: Network, delivery: Delivery, forgery: Forgery): Retelling {
  const receipt = () => network.identifiers.receipt(new Date(delivery.dueAtMs))
  switch (forgery) {
    case 'wrong-amount':
      return { amount: (amountOf(delivery.body) ?? 0) + 1 }
    case 'wrong-phone':
      return { phone: otherPhone(phoneOf(delivery.body) ?? '254700000001') }
    case 'open-request':
    case 'unknown-request':
    case 'wrong-token':
    case 'wrong-receipt':
      return { receipt: receipt() }
    case 'replayed':
      return {}
  }
}
