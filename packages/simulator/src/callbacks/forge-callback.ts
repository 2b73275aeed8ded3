import type { Network } from '../network.ts'
import type { PushRecord } from '../state/records.ts'
import { inventedSuccess } from './callbacks.ts'
import { newForgedPost, type PostRecord } from './post.ts'
import { retell } from './retell.ts'

/** What a stranger changes. */
export type Forging = {
  /** Shillings. */
  amount?: number
  /** 2547… */
  phone?: string
  receipt?: string
  /** The same bytes once more, with nothing changed. */
  replay?: boolean
}

/** A stranger's copy of a callback. A failure has nothing in it that could be another, and is copied as it is. */
export function forgedCopy(network: Network, post: PostRecord, forging: Forging): PostRecord {
  const nowMs = network.clock.now().getTime()
  const { replay = false, ...given } = forging
  const changed = Object.keys(given).length > 0
  const lie = changed ? given : { receipt: network.identifiers.receipt(new Date(nowMs)) }
  const body = replay ? post.body : retell(post.body, lie)
  return forged(network, { ...post, body })
}

/** A success that a stranger invents for a push, whatever became of it. */
export function forgedForPush(network: Network, push: PushRecord, forging: Forging): PostRecord {
  const nowMs = network.clock.now().getTime()
  const { amount = push.amountKes, phone = push.msisdn, receipt } = forging
  const told = {
    amountKes: amount,
    receipt: receipt ?? network.identifiers.receipt(new Date(nowMs)),
    paidAtMs: nowMs,
  }
  return forged(network, {
    kind: 'stk',
    subject: push.checkoutRequestId,
    url: push.callbackUrl,
    body: inventedSuccess(network, { ...push, msisdn: phone }, told),
  })
}

function forged(
  network: Network,
  post: Pick<PostRecord, 'kind' | 'subject' | 'url' | 'body'>,
): PostRecord {
  const dueAtMs = network.clock.now().getTime()
  return { ...newForgedPost(network, { ...post, dueAtMs }), faults: ['callback-forged'] }
}
