import type { Network } from '../network.ts'
import { eatDay } from '../time/east-africa-time.ts'
import { type DarajaAnswer, quotaViolation, spikeArrest } from './answer.ts'
import type { ApiName } from './endpoints.ts'

/** Queries of one application: five a minute, no burst (reference §10, measured in the sandbox). */
const queriesPerMinute = 5

/** What each application asked for lately; not worth keeping over a restart. */
export type LimitMemory = {
  /** When each application was last let through, by application and what is limited. */
  lastPassedMs: Map<string, number>
  /** Requests of each application on one day. */
  today: { day: string; counts: Map<string, number> }
}

export function createLimitMemory(): LimitMemory {
  return { lastPassedMs: new Map(), today: { day: '', counts: new Map() } }
}

/** The refusal of an application that asks too often, where a limit is switched on. */
export function checkLimits(
  network: Network,
  memory: LimitMemory,
  { api, consumerKey }: { api: ApiName; consumerKey: string },
): DarajaAnswer | undefined {
  const { querySpikeArrest, spikeArrestPerMinute, quotaPerDay } = network.config.behaviour
  if (quotaPerDay > 0 && countToday(network, memory, consumerKey) > quotaPerDay) {
    return quotaViolation(network)
  }
  const limits = [
    { perMinute: spikeArrestPerMinute, key: `all ${consumerKey}` },
    { perMinute: querySpikeArrest && api === 'query' ? queriesPerMinute : 0, key: consumerKey },
  ]
  const broken = limits.find((limit) => limit.perMinute > 0 && isSpike(network, memory, limit))
  return broken && spikeArrest(network, broken.perMinute)
}

/** A spike arrest lets one request through in each part of the minute, and no burst. */
function isSpike(
  network: Network,
  memory: LimitMemory,
  { key, perMinute }: { key: string; perMinute: number },
): boolean {
  const nowMs = network.clock.now().getTime()
  const lastMs = memory.lastPassedMs.get(key)
  if (lastMs !== undefined && nowMs - lastMs < 60_000 / perMinute) return true
  memory.lastPassedMs.set(key, nowMs)
  return false
}

function countToday(network: Network, memory: LimitMemory, consumerKey: string): number {
  const day = eatDay(network.clock.now())
  if (memory.today.day !== day) memory.today = { day, counts: new Map() }
  const count = (memory.today.counts.get(consumerKey) ?? 0) + 1
  memory.today.counts.set(consumerKey, count)
  return count
}
