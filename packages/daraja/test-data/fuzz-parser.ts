import type { DarajaMessage } from '../src/callbacks/daraja-message.ts'
import { type DarajaHint, parseDaraja } from '../src/callbacks/parse-daraja.ts'
import { parsePullAnswer } from '../src/callbacks/pull-answer.ts'
import { parseStkCallback } from '../src/callbacks/stk-callback.ts'
import { mutatedBody, pick, randomOf } from './mutations.ts'

const parseMsMax = 1000

/**
 * Gives the parsers this many mutated callbacks, and returns how many were read as which kind, or refused.
 * @throws Error with the seed, the round and the body, when one is thrown at, lost, read wrongly or read slowly.
 */
export function fuzzParser(rounds: number, seed: number): ReadonlyMap<string, number> {
  const random = randomOf(seed)
  const kinds = new Map([...messageKinds, 'refused'].map((kind) => [kind, 0]))
  for (let round = 0; round < rounds; round += 1) {
    const raw = mutatedBody(random)
    const hint = pick(random, hints)
    const kind = explained({ seed, round }, raw, () => check(raw, hint))
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  return kinds
}

function explained(
  { seed, round }: { seed: number; round: number },
  raw: Uint8Array,
  run: () => string,
): string {
  try {
    return run()
  } catch (cause) {
    const body = Buffer.from(raw.subarray(0, 2000)).toString('latin1')
    throw new Error(`FUZZ_SEED=${seed}, round ${round}: ${JSON.stringify(body)}`, { cause })
  }
}

function check(raw: Uint8Array, kind: DarajaHint['kind']): string {
  const before = Buffer.from(raw)
  const startMs = performance.now()
  const parsed = parseDaraja(raw, kind === undefined ? {} : { kind })
  const tookMs = performance.now() - startMs
  if (tookMs > parseMsMax) throw new Error(`took ${tookMs} ms`)
  if (parsed.raw !== raw || !before.equals(raw)) throw new Error('the bytes are not those given')
  const stk = parseStkCallback(raw)
  if (stk.ok !== (parsed.ok && parsed.message.kind === 'stk')) throw new Error('parsers disagree')
  parsePullAnswer(raw)
  if (!parsed.ok) {
    if (!/^\w/.test(parsed.reason)) throw new Error('no reason')
    return 'refused'
  }
  checkMessage(parsed.message)
  return parsed.message.kind
}

function checkMessage(message: DarajaMessage): void {
  if (!messageKinds.has(message.kind)) throw new Error(`kind ${message.kind}`)
  if ('paid' in message && message.paid !== (message.resultCode === '0')) throw new Error('paid')
  if (message.kind === 'result' && message.succeeded !== (message.resultCode === '0')) {
    throw new Error('succeeded')
  }
  const facts: Record<string, unknown> = { ...message, ...parametersOf(message) }
  for (const [key, value] of Object.entries(facts)) {
    if (typeof value === 'number') checkAmount(key, value)
    if (value instanceof Date && Number.isNaN(value.getTime())) throw new Error(`${key} is no date`)
  }
  JSON.stringify(message, (key, value: unknown) => {
    const isBad = typeof value === 'string' && (/\p{Cc}/u.test(value) || !value.isWellFormed())
    if (isBad) throw new Error(`${key} is unprintable`)
    return value
  })
}

function parametersOf(message: DarajaMessage): object {
  return message.kind === 'result' ? (message.parameters ?? {}) : {}
}

function checkAmount(key: string, value: number): void {
  if (!Number.isFinite(value) || !/^-?\d+(\.\d{1,2})?$/.test(String(value))) {
    throw new Error(`${key} is ${value}`)
  }
}

const messageKinds: ReadonlySet<string> = new Set<DarajaMessage['kind']>([
  'stk',
  'c2b',
  'result',
  'queue-timeout',
  'express',
  'ratiba',
  'bill-payment',
  'hakikisha',
  'error',
  'answer',
])

const hints: readonly DarajaHint['kind'][] = [
  undefined,
  undefined,
  undefined,
  'c2b-validation',
  'b2c',
  'b2b',
  'status',
  'balance',
  'reversal',
  'queue-timeout',
]
