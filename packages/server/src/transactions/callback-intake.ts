import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Evidence } from './evidence.ts'
import { settleOrStore } from './settle-or-store.ts'

const batchMax = 256
const batchesAtOnce = 2
const waitingMax = 50_000
const waitingBytesMax = 64 * 1024 * 1024

type Waiting = {
  evidence: Evidence
  key: string
  resolve: () => void
  reject: (error: unknown) => void
}

export type CallbackIntake = {
  /** Resolves when the evidence is durable; what it was worth is the database's business. */
  accept(evidence: Evidence): Promise<void>
  /** How many wait, for the metrics. */
  waiting(): number
}

/**
 * Takes callbacks as they arrive and settles those that arrive together in one call and one commit; when the system is
 * idle a single one is settled at once. Two that speak of the same deposit never share a batch, so each sees what the
 * one before it did.
 */
export function createCallbackIntake(ctx: Context): CallbackIntake {
  let queue: Waiting[] = []
  const inFlight = new Set<string>()
  let running = 0
  let waitingBytes = 0

  function pump(): void {
    while (running < batchesAtOnce) {
      const batch = takeBatch()
      if (batch.length === 0) return
      running += 1
      void settleAll(ctx, batch).finally(() => {
        for (const one of batch) inFlight.delete(one.key)
        running -= 1
        pump()
      })
    }
  }

  function takeBatch(): Waiting[] {
    const batch: Waiting[] = []
    const left: Waiting[] = []
    for (const one of queue) {
      if (batch.length < batchMax && !inFlight.has(one.key)) {
        inFlight.add(one.key)
        batch.push(one)
        waitingBytes -= one.evidence.body.length
      } else {
        left.push(one)
      }
    }
    queue = left
    return batch
  }

  return {
    accept(evidence) {
      if (queue.length >= waitingMax || waitingBytes >= waitingBytesMax) {
        ctx.events.intakeFull({ waiting: queue.length })
        return Promise.reject(
          new AppError('unavailable', {
            detail: 'Too many callbacks wait already.',
            retryAfterSeconds: 5,
          }),
        )
      }
      ctx.step('evidence.received')
      const accepted = new Promise<void>((resolve, reject) => {
        waitingBytes += evidence.body.length
        queue.push({ evidence, key: keyOf(evidence), resolve, reject })
      })
      // Requests that were read in the same turn of the event loop join one batch.
      setImmediate(pump)
      return accepted
    },
    waiting: () => queue.length,
  }
}

let strangers = 0

/** What decides who may share a batch: the deposit spoken of; evidence that names none stands alone. */
function keyOf({ binding }: Evidence): string {
  switch (binding.by) {
    case 'token':
      return binding.tokenHash.toString('base64')
    case 'transaction':
      return String(binding.id)
    case 'reference':
      return binding.accountReference
    case 'nothing':
      strangers += 1
      return `stranger:${strangers}`
  }
}

async function settleAll(ctx: Context, batch: Waiting[]): Promise<void> {
  try {
    await settleOrStore(
      ctx,
      'callback',
      batch.map((one) => one.evidence),
    )
    for (const one of batch) one.resolve()
  } catch (error) {
    for (const one of batch) one.reject(error)
  }
}
