import { expect, test } from 'vitest'
import { mutatedBody, pick, randomOf } from '../../test-data/mutations.ts'
import type { DarajaMessage } from './daraja-message.ts'
import { type DarajaHint, parseDaraja } from './parse-daraja.ts'
import { parsePullAnswer } from './pull-answer.ts'
import { parseStkCallback } from './stk-callback.ts'

const rounds = 100_000
const seed = Number(process.env.FUZZ_SEED ?? 20260102)
const parseMsMax = 1000

test(`${rounds} mutated callbacks: nothing thrown, no byte lost, no time without end`, () => {
  const random = randomOf(seed)
  const kinds = new Map<string, number>()
  for (let round = 0; round < rounds; round += 1) {
    const raw = mutatedBody(random)
    const hint = pick(random, hints)
    const kind = explained(round, raw, () => check(raw, hint))
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  // A fuzzer of which nothing gets through, or everything, would prove little.
  for (const kind of [...messageKinds, 'refused']) {
    expect(kinds.get(kind) ?? 0, `${kind} in ${[...kinds]}`).toBeGreaterThan(rounds / 1000)
  }
  expect({}).not.toHaveProperty('polluted')
}, 120_000)

function explained(round: number, raw: Uint8Array, run: () => string): string {
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
