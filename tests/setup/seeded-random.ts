import type { Random } from '../../packages/server/src/context.ts'
import { uuidAt } from '../../packages/server/src/system/random.ts'

/** mulberry32: small, and the same everywhere. */
export function createSeededRandom(seed: number, now: () => Date): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const bytes = (count: number) => Buffer.from(Array.from({ length: count }, () => next() & 0xff))
  return { bytes, integer: (below) => next() % below, uuid: () => uuidAt(now(), bytes(10)) }
}
