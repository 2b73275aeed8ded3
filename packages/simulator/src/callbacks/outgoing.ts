import { commit, type Network, reportTrouble, runAt } from '../network.ts'
import type { ScheduledRecord } from '../state/records.ts'

type Post = ScheduledRecord & { task: 'post' }

/** More connections than this at once would exhaust the file handles of the receiver, or ours. */
const connectionsMax = 128

/** Callbacks that are on their way. */
export type Outgoing = {
  readonly onTheirWay: Set<Promise<void>>
  /** Runs `work` when there is room for one more connection. */
  admit<T>(work: () => Promise<T>): Promise<T>
}

export function createOutgoing(): Outgoing {
  return { onTheirWay: new Set(), admit: createLimit(connectionsMax) }
}

/** Sends a callback that is due now, and resolves when it was answered or given up. Never rejects. */
export function sendPost(network: Network, post: Post): Promise<void> {
  const { onTheirWay } = network.outgoing
  const sending = sendCopies(network, post).finally(() => onTheirWay.delete(sending))
  onTheirWay.add(sending)
  return sending
}

/** Resolves when no callback is on its way. */
export async function outgoingIdle({ outgoing }: Network): Promise<void> {
  while (outgoing.onTheirWay.size > 0) await Promise.all(outgoing.onTheirWay)
}

async function sendCopies(network: Network, post: Post): Promise<void> {
  let remaining = post.copies
  let wasAccepted = false
  const worker = async () => {
    while (remaining-- > 0) {
      const accepted = await network.outgoing.admit(() => postOnce(network, post))
      wasAccepted ||= accepted
    }
  }
  await Promise.all(Array.from({ length: Math.min(post.concurrency, post.copies) }, worker))
  // Closed on the way: the row stays, so that the next start sends it.
  if (network.closing.aborted) return
  reportTrouble(network, () => concludePost(network, post, wasAccepted))
}

function concludePost(network: Network, post: Post, wasAccepted: boolean): void {
  if (wasAccepted || post.attemptsLeft <= 1) {
    commit(network, [['scheduled', post.id, null]])
    return
  }
  const dueAtMs = network.clock.now().getTime() + network.config.behaviour.callbackRetryMs
  const again: Post = { ...post, attemptsLeft: post.attemptsLeft - 1, dueAtMs }
  commit(network, [['scheduled', post.id, again]])
  runAt(network, dueAtMs, () => void sendPost(network, again))
}

/** True when the receiver answered with a 2xx. Never throws: what the receiver does is its own affair. */
async function postOnce(network: Network, post: Post): Promise<boolean> {
  const { status, outcome } = await deliver(network, post)
  network.requests.add({
    kind: 'callback',
    method: 'POST',
    path: post.url,
    status,
    body: JSON.parse(post.body),
    outcome: post.forged ? `forged, ${outcome}` : outcome,
  })
  network.changed()
  return status !== null && status >= 200 && status < 300
}

async function deliver(
  network: Network,
  post: Post,
): Promise<{ status: number | null; outcome: string }> {
  const controller = new AbortController()
  const giveUp = () => controller.abort()
  const timer = setTimeout(giveUp, network.config.timings.callbackTimeoutMs)
  network.closing.addEventListener('abort', giveUp, { once: true })
  try {
    const sending = network.fetch(post.url, {
      method: 'POST',
      headers: headersOf(network, post),
      body: post.body,
      // Whether Safaricom follows redirects is unknown; assume not (reference §8.3).
      redirect: 'manual',
      signal: controller.signal,
    })
    // A fetch that does not heed its signal must not keep us.
    const answer = await Promise.race([sending, rejectWhenAborted(controller.signal)])
    // Read to the end, so that the connection can be used again.
    await answer.arrayBuffer()
    return { status: answer.status, outcome: answer.ok ? 'delivered' : 'refused' }
  } catch (error) {
    if (controller.signal.aborted) return { status: null, outcome: 'no answer in time' }
    return { status: null, outcome: `not delivered: ${reason(error)}` }
  } finally {
    clearTimeout(timer)
    network.closing.removeEventListener('abort', giveUp)
  }
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function headersOf(network: Network, post: Post): Record<string, string> {
  const push = network.state.tables.push.get(post.checkoutRequestId)
  return {
    'Content-Type': 'application/json;charset=UTF-8',
    // Seen on live STK callbacks (reference §8.1).
    ...(push === undefined ? {} : { Businessshortcode: push.shortcode }),
    ...(post.forwardedFor === null ? {} : { 'X-Forwarded-For': post.forwardedFor }),
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

function createLimit(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  // A set gives up its first member at once, however many wait.
  const waiting = new Set<() => void>()
  let active = 0
  return async (work) => {
    if (active >= max) await new Promise<void>((resolve) => waiting.add(resolve))
    else active++
    try {
      return await work()
    } finally {
      const [next] = waiting
      if (next === undefined) active--
      else {
        waiting.delete(next)
        next()
      }
    }
  }
}
