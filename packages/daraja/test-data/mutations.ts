import { hakikishaQuestionBody, resultCallbackBody } from '../src/testing.ts'
import vectors from './callback-vectors.json' with { type: 'json' }

export type Random = () => number

/** One of the bodies that Safaricom sends, with up to a few things wrong with it. */
export function mutatedBody(random: Random): Uint8Array {
  const body: { root: unknown } = { root: JSON.parse(pick(random, seeds)) }
  for (let count = Math.floor(random() * 4); count > 0; count -= 1) mutateTree(random, body)
  const text = JSON.stringify(body.root) ?? ''
  const marked = random() < 0.02 ? `\ufeff${text}` : text
  // JSON.stringify writes no key twice and no number that is none: those come in as text.
  const raw = new TextEncoder().encode(random() < 0.1 ? mutateText(random, marked) : marked)
  return random() < 0.15 ? mutateBytes(random, raw) : raw
}

type Slot = { parent: Record<string, unknown> | unknown[]; key: string }

function mutateTree(random: Random, body: { root: unknown }): void {
  const slots: Slot[] = [{ parent: body, key: 'root' }]
  for (const { parent, key } of slots) {
    const value = Reflect.get(parent, key)
    if (typeof value !== 'object' || value === null || slots.length > 500) continue
    for (const inner of Object.keys(value)) slots.push({ parent: value, key: inner })
  }
  const { parent, key } = pick(random, slots)
  pick(random, treeMutations)(random, parent, key)
}

type TreeMutation = (random: Random, parent: Slot['parent'], key: string) => void

const treeMutations: readonly TreeMutation[] = [
  (_, parent, key) => void Reflect.deleteProperty(parent, key),
  (random, parent, key) => put(parent, key, pick(random, oddValues)),
  (random, parent, key) => put(parent, key, pick(random, oddValues)),
  (_, parent, key) => put(parent, key, [Reflect.get(parent, key)]),
  (_, parent, key) => put(parent, key, { Value: Reflect.get(parent, key) }),
  (_, parent, key) => put(parent, key, textOf(Reflect.get(parent, key))),
  (_, parent, key) => put(parent, key, Number(textOf(Reflect.get(parent, key)))),
  (_, parent, key) => put(parent, key, Object.values(Object(Reflect.get(parent, key)))),
  (_, parent, key) =>
    put(parent, key, Object.fromEntries([Reflect.get(parent, key)].flat().entries())),
  // Twice, in another casing, or under another name.
  (random, parent, key) => put(parent, recased(random, key), Reflect.get(parent, key)),
  (random, parent, key) => put(parent, recased(random, key), pick(random, oddValues)),
  (random, parent, key) => put(parent, pick(random, oddKeys), Reflect.get(parent, key)),
  (random, parent) => put(parent, pick(random, oddKeys), pick(random, oddValues)),
  (random, parent, key) => {
    put(parent, pick(random, oddKeys), Reflect.get(parent, key))
    Reflect.deleteProperty(parent, key)
  },
  (random, parent) => {
    if (Array.isArray(parent)) parent.push(...structuredClone(parent).toReversed())
    else put(parent, 'Item', [structuredClone(parent)])
    if (Array.isArray(parent) && random() < 0.5) parent.shift()
  },
  (random, parent, key) => {
    let nest: unknown = Reflect.get(parent, key)
    for (let depth = Math.floor(random() * 60); depth > 0; depth -= 1)
      nest = random() < 0.5 ? [nest] : { a: nest }
    put(parent, key, nest)
  },
]

function put(parent: Slot['parent'], key: string, value: unknown): void {
  Object.defineProperty(parent, key === 'length' ? 'Length' : key, {
    // Nothing may stand in two places, or the tree becomes a circle.
    value: typeof value === 'object' ? structuredClone(value) : value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

// A mutated object may have a key `toString` that is no function.
function textOf(value: unknown): string {
  return typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value)
}

function recased(random: Random, key: string): string {
  return pick(random, [
    key.toLowerCase(),
    key.toUpperCase(),
    `${key} `,
    key.replace(/(?=[A-Z])/g, ' '),
  ])
}

function mutateText(random: Random, text: string): string {
  const at = Math.floor(random() * text.length)
  const piece = pick(random, oddPieces)
  const end = random() < 0.5 ? at : at + Math.floor(random() * 20)
  // Rarely very much of it: that is what takes quadratic time where something does.
  const copies = random() < 0.01 ? 50_000 : 1
  return text.slice(0, at) + piece.repeat(copies) + text.slice(end)
}

function mutateBytes(random: Random, raw: Uint8Array): Uint8Array {
  const at = Math.floor(random() * raw.length)
  const way = random()
  if (way < 0.3) return raw.slice(0, at)
  if (way < 0.4) return raw.slice(at)
  const changed = raw.slice()
  for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) {
    const position = Math.floor(random() * raw.length)
    changed[position] =
      way < 0.7 ? random() * 256 : (changed[position] ?? 0) ^ (1 << (random() * 8))
  }
  return changed
}

const seeds: readonly string[] = [
  ...Object.values(vectors.callbacks).map(({ body }) => JSON.stringify(body)),
  ...Object.values(vectors.syncResponses).map(({ body }) => JSON.stringify(body)),
  hakikishaQuestionBody(),
  hakikishaQuestionBody(),
  ...(['b2c', 'b2b', 'status', 'balance', 'reversal'] as const).map((api) =>
    resultCallbackBody({ api }),
  ),
]

const oddValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1e308,
  1e-7,
  2 ** 53,
  12345678901234567890n.toString(),
  '',
  ' ',
  '0',
  '00',
  '0.001',
  '1,2,3',
  'NaN',
  'Infinity',
  '__proto__',
  '\u0000',
  '\ud800',
  '\u202e',
  '*'.repeat(200),
  '9'.repeat(400),
  'KES|'.repeat(50),
  '&'.repeat(500),
  '{Amount={'.repeat(30),
  '20269999999999',
  '31.02.2026 25:61:61',
  [],
  {},
  [[]],
  [null],
  { Key: 'Amount' },
  { Name: 'Amount', Value: {} },
  { Key: ['x'], Value: [1, 2] },
]

const oddKeys: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'then',
  '',
  ' ',
  '0',
  'Value',
  'Key',
  'Name',
  'Item',
  'Body',
  'Result',
  'ResultCode',
  'ResultParameter',
  'TransID',
  'errorCode',
  'fault',
  'CommandID',
  'RESULTCODE',
  'Originator Coversation ID',
  'ConversationID\u0000',
]

const oddPieces: readonly string[] = [
  '"',
  '\\',
  '{',
  '[',
  '}',
  ']',
  ',',
  ':',
  '\\u0000',
  '1e999',
  '-0',
  '123456789012345678901234567890',
  '0.1000000000000000055511151231257827',
  '"ResultCode":0,',
  '"__proto__":{"polluted":true},',
  '"Amount":1e400,',
  ' ',
  '\n',
  'null',
  '\ud83d\ude00',
]

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T // random() is below one, no list is empty
}

/** The mulberry32 generator: small, and the same on every machine. */
export function randomOf(start: number): Random {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
