import { commit, type Network, reportTrouble, runAt } from '../network.ts'
import type { PostRecord } from './post.ts'
import { connectionsMax, createPoster, type Poster } from './poster.ts'

/** Callbacks that are on their way. */
export type Outgoing = {
  readonly onTheirWay: Set<Promise<void>>
  /** Rows whose posts are on their way: too late to change them. */
  readonly postIds: Set<string>
  readonly poster: Poster
  /** Runs `work` when there is room for one more connection. */
  admit<T>(work: () => Promise<T>): Promise<T>
}

/** Callbacks leave over `fetch` when it is given, over sockets of the simulator's own otherwise. */
export function createOutgoing(options: { fetch?: typeof fetch | undefined } = {}): Outgoing {
  return {
    onTheirWay: new Set(),
    postIds: new Set(),
    poster: createPoster(options),
    admit: createLimit(connectionsMax),
  }
}

/** Sends a callback that is due now, and resolves when it was answered or given up. Never rejects. */
export function sendPost(network: Network, post: PostRecord): Promise<void> {
  const { onTheirWay, postIds } = network.outgoing
  // Meanwhile somebody may have dropped or delayed it: then another row is in its place, or none.
  if (network.state.tables.scheduled.get(post.id) !== post) return Promise.resolve()
  postIds.add(post.id)
  const sending = sendCopies(network, post).finally(() => {
    postIds.delete(post.id)
    onTheirWay.delete(sending)
  })
  onTheirWay.add(sending)
  return sending
}

/** Resolves when no callback is on its way. */
export async function outgoingIdle({ outgoing }: Network): Promise<void> {
  while (outgoing.onTheirWay.size > 0) await Promise.all(outgoing.onTheirWay)
}

async function sendCopies(network: Network, post: PostRecord): Promise<void> {
  let remaining = post.copies
  let wasAccepted = false
  const worker = async () => {
    while (remaining-- > 0) {
      const accepted = await network.outgoing.admit(() => postOnce(network, post))
      wasAccepted ||= accepted
    }
  }
  if (post.copies === 1) await worker()
  else await Promise.all(Array.from({ length: Math.min(post.concurrency, post.copies) }, worker))
  // Closed on the way: the row stays, so that the next start sends it.
  if (network.closing.aborted) return
  reportTrouble(network, () => concludePost(network, post, wasAccepted))
}

function concludePost(network: Network, post: PostRecord, wasAccepted: boolean): void {
  // Everything began anew meanwhile: nobody waits for it.
  if (network.state.tables.scheduled.get(post.id) !== post) return
  if (wasAccepted || post.attemptsLeft <= 1) {
    commit(network, [['scheduled', post.id, null]])
    return
  }
  const dueAtMs = network.clock.now().getTime() + network.config.behaviour.callbackRetryMs
  const again: PostRecord = { ...post, attemptsLeft: post.attemptsLeft - 1, dueAtMs }
  commit(network, [['scheduled', post.id, again]])
  runAt(network, dueAtMs, () => void sendPost(network, again))
}

/** True when the receiver answered with a 2xx. Never throws: what the receiver does is its own affair. */
async function postOnce(network: Network, post: PostRecord): Promise<boolean> {
  const { clock, config, outgoing, requests } = network
  const headers = headersOf(network, post)
  const startedAtMs = clock.now().getTime()
  const { status, outcome, ...answer } = await outgoing.poster.post({
    url: post.url,
    headers,
    body: post.body,
    timeoutMs: config.timings.callbackTimeoutMs,
  })
  requests.add({
    kind: 'callback',
    method: 'POST',
    path: post.url,
    startedAtMs,
    headers,
    body: post.body,
    status,
    ...(status === null ? {} : { answerHeaders: answer.headers, answerBody: answer.text }),
    outcome: post.forged ? `forged, ${outcome}` : outcome,
    ...(post.faults === undefined ? {} : { faults: post.faults }),
    post,
  })
  network.changed()
  return status !== null && status >= 200 && status < 300
}

function headersOf({ state }: Network, post: PostRecord): Record<string, string> {
  const push = post.kind === 'stk' ? state.tables.push.get(post.subject) : undefined
  return {
    'Content-Type': 'application/json;charset=UTF-8',
    // Seen on live STK callbacks (reference §8.1).
    ...(push === undefined ? {} : { Businessshortcode: push.shortcode }),
    ...(post.forwardedFor === null ? {} : { 'X-Forwarded-For': post.forwardedFor }),
  }
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
