import { boundRule } from '../faults/callback-faults.ts'
import type { FaultName, Span } from '../faults/fault-rules.ts'
import { drawMs, type Network } from '../network.ts'
import type { BoundFault, ScheduledKind, ScheduledRecord } from '../state/records.ts'
import { planForgedDelivery } from './forgery.ts'
import { newPost, type PostRecord } from './post.ts'
import { amountOf, retell } from './retell.ts'

const delayedMs: Span = [30_000, 120_000]
const contradictedMs: Span = 5_000
const heldMs: Span = 60_000
/** How long after the callback that overtook it a held one goes out. */
const overtakenGapMs = 200

/** A callback that Safaricom owes somebody. */
export type Delivery = {
  kind: ScheduledKind
  /** What it is about: a CheckoutRequestID, a ConversationID or a receipt. */
  subject: string
  url: string
  /** Its JSON. */
  body: string
  dueAtMs: number
  /** Whether it tells that money moved. */
  tellsSuccess: boolean
  /**
   * The opposite result, for the fault that contradicts this one: another body, or (after a failure) that M-PESA does it
   * after all, as a `late-success` of this kind and subject. Without it nothing contradicts this callback.
   */
  opposite?: () => { body: string } | 'late-success'
}

/**
 * Everything that is posted, or happens, because this callback is due, under the faults that are bound to it. The rows
 * are to be committed with what caused them and given to `startTasks` then; one of them may replace a row that waits.
 */
export function planDelivery(
  network: Network,
  delivery: Delivery,
  faults: readonly BoundFault[],
): ScheduledRecord[] {
  const delay = boundRule(faults, 'callback-delayed')
  const late = delay === undefined ? 0 : drawMs(network, delay.delayMs ?? delayedMs)
  const dueAtMs = delivery.dueAtMs + late
  const own = ownPost(network, { ...delivery, dueAtMs }, faults)
  const opposite = oppositeOf(network, { ...delivery, dueAtMs }, faults)
  const forged = planForgedDelivery(network, { ...delivery, dueAtMs }, faults)
  return [...own, ...opposite, ...forged]
}

function ownPost(
  network: Network,
  delivery: Delivery,
  faults: readonly BoundFault[],
): ScheduledRecord[] {
  if (boundRule(faults, 'callback-dropped') !== undefined) return []
  const duplicated = boundRule(faults, 'callback-duplicated')
  const post: PostRecord = {
    ...newPost(network, { ...delivery, body: toldBody(delivery, faults) }),
    copies: duplicated === undefined ? 1 : (duplicated.copies ?? 2),
    concurrency: duplicated?.concurrency ?? 1,
    ...(faults.length === 0 ? {} : { faults: faults.map(({ name }): FaultName => name) }),
  }
  const held = boundRule(faults, 'callback-reordered')
  if (held === undefined) return [post, ...released(network, post.dueAtMs)]
  network.faults.held.add(post.id)
  return [{ ...post, dueAtMs: post.dueAtMs + drawMs(network, held.holdMs ?? heldMs) }]
}

/** What waited for another callback to go first, now that one goes. */
function released(network: Network, overtakerDueAtMs: number): ScheduledRecord[] {
  const { held } = network.faults
  if (held.size === 0) return []
  const dueAtMs = overtakerDueAtMs + overtakenGapMs
  const rows = [...held].flatMap((id) => network.state.tables.scheduled.get(id) ?? [])
  held.clear()
  return rows.filter((row) => row.dueAtMs > dueAtMs).map((row) => ({ ...row, dueAtMs }))
}

/** The body as the fault that names another amount wants it. */
function toldBody({ body, tellsSuccess }: Delivery, faults: readonly BoundFault[]): string {
  const rule = boundRule(faults, 'callback-wrong-amount')
  if (rule === undefined || !tellsSuccess) return body
  return retell(body, { amount: rule.reportedAmount ?? (amountOf(body) ?? 0) + 1 })
}

function oppositeOf(
  network: Network,
  delivery: Delivery,
  faults: readonly BoundFault[],
): ScheduledRecord[] {
  const rule = boundRule(faults, 'result-contradicted')
  if (rule === undefined || delivery.opposite === undefined) return []
  const { kind, subject } = delivery
  const opposite = delivery.opposite()
  const dueAtMs = delivery.dueAtMs + drawMs(network, rule.delayMs ?? contradictedMs)
  if (opposite === 'late-success') {
    return [{ id: network.identifiers.next(), task: 'late-success', kind, subject, dueAtMs }]
  }
  const post = newPost(network, { ...delivery, dueAtMs, body: opposite.body })
  return [{ ...post, faults: ['result-contradicted'] }]
}
