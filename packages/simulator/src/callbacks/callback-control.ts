import { ControlError } from '../control/control-error.ts'
import { commit, type Network } from '../network.ts'
import type { Kept } from '../traffic/exchange.ts'
import { type Forging, forgedCopy, forgedForPush } from './forge-callback.ts'
import {
  type CallbackEntry,
  type CallbackPage,
  type CallbackQuery,
  listCallbacks,
  showCallback,
} from './list-callbacks.ts'
import type { PostRecord } from './post.ts'
import { startTasks } from './tasks.ts'

/** What a person does with callbacks. Ids are those of the lists; every method throws a ControlError for one that is gone. */
export type CallbackControl = {
  /** Those that wait, the next due first, or those that were sent, the newest first (the last 500 exchanges). */
  list(query?: CallbackQuery): CallbackPage
  get(id: string): CallbackEntry
  /** Sends one that waits at once; resolves when it was answered or given up. */
  send(id: string): Promise<void>
  /** One that waits is never sent. */
  drop(id: string): void
  /** One that waits comes so much later, in milliseconds of the simulator's clock. */
  delay(id: string, ms: number): CallbackEntry
  /** One that waits is sent so often; one that was sent, so often again. Resolves when those due now were answered. */
  duplicate(id: string, options: { copies: number; concurrency?: number }): Promise<void>
  /** Sends one that was sent once more, byte for byte. */
  resend(id: string): Promise<void>
  /**
   * Posts a false one at once, as a stranger: a callback with another amount, phone or receipt (another receipt when
   * nothing is said), or with `replay` byte for byte. The id of an open push will do too.
   */
  forge(id: string, forging?: Forging): Promise<void>
}

export function createCallbackControl(network: Network): CallbackControl {
  const change = (row: PostRecord) => {
    commit(network, [['scheduled', row.id, row]])
    network.changed()
    return startTasks(network, [row])
  }
  const sendAnew = (post: PostRecord, copies: number, concurrency: number) =>
    change({
      ...post,
      id: network.identifiers.next(),
      dueAtMs: nowMs(network),
      copies,
      concurrency,
      attemptsLeft: 1,
    })

  return {
    list: (query = {}) => listCallbacks(network, query),
    get: (id) => showCallback(network, callbackOf(network, id)),
    send: (id) => change({ ...waiting(network, id), dueAtMs: nowMs(network) }),
    drop(id) {
      commit(network, [['scheduled', waiting(network, id).id, null]])
      network.changed()
    },
    delay(id, ms) {
      const row = waiting(network, id)
      const later = { ...row, dueAtMs: Math.max(row.dueAtMs, nowMs(network)) + ms }
      void change(later)
      return showCallback(network, later)
    },
    duplicate(id, { copies, concurrency = 1 }) {
      const found = callbackOf(network, id)
      if ('task' in found) return change({ ...waiting(network, id), copies, concurrency })
      return sendAnew(postOf(found), copies, concurrency)
    },
    resend: (id) => sendAnew(sent(network, id), 1, 1),
    forge(id, forging = {}) {
      const push = network.state.tables.push.get(id)
      return change(
        push === undefined
          ? forgedCopy(network, templateOf(network, id), forging)
          : forgedForPush(network, push, forging),
      )
    },
  }
}

/** A callback by the id of either list. */
function callbackOf(network: Network, id: string): PostRecord | Kept {
  const found = id.startsWith('sent-')
    ? network.requests.get(Number(id.slice(5)))
    : network.state.tables.scheduled.get(id)
  if (found === undefined) throw gone(id)
  if ('task' in found) {
    if (found.task === 'post') return found
    throw gone(id)
  }
  if (found.post === undefined) throw gone(id)
  return found
}

function gone(id: string): ControlError {
  return new ControlError(404, `There is no callback ${id}: it was sent long ago, or dropped`)
}

function waiting(network: Network, id: string): PostRecord {
  const found = callbackOf(network, id)
  if (!('task' in found)) throw new ControlError(409, `The callback ${id} was sent already`)
  if (network.outgoing.postIds.has(id)) {
    throw new ControlError(409, `The callback ${id} is on its way already`)
  }
  return found
}

function sent(network: Network, id: string): PostRecord {
  const found = callbackOf(network, id)
  if ('task' in found) throw new ControlError(409, `The callback ${id} was not sent yet`)
  return postOf(found)
}

function templateOf(network: Network, id: string): PostRecord {
  const found = callbackOf(network, id)
  return 'task' in found ? found : postOf(found)
}

function postOf({ id, post }: Kept): PostRecord {
  if (post === undefined) throw gone(`sent-${id}`)
  return post
}

function nowMs({ clock }: Network): number {
  return clock.now().getTime()
}
