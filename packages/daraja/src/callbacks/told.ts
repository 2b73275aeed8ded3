import { asObject } from '../http/answer.ts'
import type { ResultItem } from './result-message.ts'

/**
 * What was told under each name, names folded: neither case nor spaces, dots or dashes count. At most
 * two values that differ are kept: more would not make a name less believable.
 */
export type Told = ReadonlyMap<string, readonly unknown[]>

export function toldIn(object: Record<string, unknown> | undefined): Told {
  const told = new Map<string, unknown[]>()
  if (object === undefined) return told
  for (const key of Object.keys(object)) tell(told, key, object[key])
  return told
}

/** What a list of `Name`/`Value` or `Key`/`Value` pairs tells; one pair may come without its list. */
export function toldByItems(list: unknown): Told {
  const told = new Map<string, unknown[]>()
  for (const { key, value } of pairsOf(list)) tell(told, key, value)
  return told
}

/** The same list in its order, duplicates and all, values as text. */
export function itemsOf(list: unknown): ResultItem[] {
  return pairsOf(list).map(({ key, value }) => {
    const text = typeof value === 'boolean' ? String(value) : printable(wireText(value))
    return { key, ...(text !== '' && text !== notScalar && { value: text }) }
  })
}

/** The object under a name, if there is exactly one. */
export function objectAt(told: Told, name: string): Record<string, unknown> | undefined {
  const values = told.get(fold(name)) ?? []
  return values.length === 1 ? asObject(values[0]) : undefined
}

export function valueAt(told: Told, name: string): unknown {
  return told.get(fold(name))?.[0]
}

export function hasAny(told: Told, ...names: readonly string[]): boolean {
  return names.some((name) => told.has(fold(name)))
}

/** Neither case nor what is no letter and no digit counts: `Conversation ID` is `conversationid`. */
export function fold(name: string): string {
  const known = folded.get(name)
  if (known !== undefined) return known
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '')
  // Safaricom's names are few and come again and again; a stranger's must not fill the memory.
  if (folded.size < foldedMax && name.length < 64) folded.set(name, plain)
  return plain
}

const folded = new Map<string, string>()
const foldedMax = 1000

/**
 * A scalar as text without outer spaces. Empty for what tells nothing (null, a truth value, spaces);
 * an object or a list where a value belongs becomes a text that no reader takes.
 */
export function wireText(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return String(value)
  return typeof value === 'object' && value !== null ? notScalar : ''
}

/** The text without control characters and halves of characters, which no database takes gladly. */
export function printable(text: string): string {
  const plain = controlCharacter.test(text) ? text.replace(/\p{Cc}+/gu, ' ') : text
  return plain.isWellFormed() ? plain : plain.toWellFormed()
}

const controlCharacter = /\p{Cc}/u

export const notScalar = '\u0000'

function tell(told: Map<string, unknown[]>, key: string, value: unknown): void {
  const name = fold(key)
  const values = told.get(name)
  if (values === undefined) told.set(name, [value])
  // A name without a value tells nothing; beside one with a value it takes nothing away.
  else if (wireText(values[0]) === '') values[0] = value
  else if (values.length < 2 && wireText(value) !== '' && !isSame(values[0], value)) {
    values.push(value)
  }
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || (typeof left !== 'object' && wireText(left) === wireText(right))
}

function pairsOf(list: unknown): { key: string; value: unknown }[] {
  const pairs: { key: string; value: unknown }[] = []
  for (const entry of Array.isArray(list) ? list : [list]) {
    const item = asObject(entry)
    if (item === undefined) continue
    let key = ''
    let value: unknown
    for (const name of Object.keys(item)) {
      const plain = fold(name)
      if (plain === 'key' || plain === 'name') key ||= wireText(item[name])
      else if (plain === 'value') value ??= item[name]
    }
    if (key !== '' && key !== notScalar) pairs.push({ key: printable(key), value })
  }
  return pairs
}
