import type { Network } from '../network.ts'
import type { ScheduledKind, ScheduledRecord } from '../state/records.ts'

/** A POST that is still to be made. */
export type PostRecord = ScheduledRecord & { task: 'post' }

/** An address nobody has (TEST-NET-3), for callbacks that Safaricom did not send. */
export const strangersAddress = '203.0.113.9'

/** A POST from Safaricom, sent once, from one of its addresses. */
export function newPost(
  network: Network,
  post: { kind: ScheduledKind; subject: string; url: string; body: string; dueAtMs: number },
): PostRecord {
  const { identifiers, random, config } = network
  const { callbackAttempts, callbackForwardedFor: addresses } = config.behaviour
  const { kind, subject, url, body, dueAtMs } = post
  return {
    id: identifiers.next(),
    task: 'post',
    kind,
    subject,
    dueAtMs,
    url,
    body,
    copies: 1,
    concurrency: 1,
    attemptsLeft: callbackAttempts,
    forged: false,
    forwardedFor: addresses[random.integer(0, Math.max(0, addresses.length - 1))] ?? null,
  }
}

/** The same from somebody else, who is not Safaricom. */
export function newForgedPost(
  network: Network,
  post: { kind: ScheduledKind; subject: string; url: string; body: string; dueAtMs: number },
): PostRecord {
  const { callbackForwardedFor } = network.config.behaviour
  return {
    ...newPost(network, post),
    attemptsLeft: 1,
    forged: true,
    forwardedFor: callbackForwardedFor.length > 0 ? strangersAddress : null,
  }
}
