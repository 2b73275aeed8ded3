import { expect, test } from 'vitest'
import { en } from './en.ts'
import { sw } from './sw.ts'

type Leaf = string | ((...values: never[]) => string)

function leaves(node: object, path = ''): [string, Leaf][] {
  return Object.entries(node).flatMap(([key, value]: [string, Leaf | object]) =>
    typeof value === 'object'
      ? leaves(value, `${path}${key}.`)
      : [[`${path}${key}`, value] as const],
  ) as [string, Leaf][]
}

const english = new Map(leaves(en))
const swahili = new Map(leaves(sw))

// Names and identifiers that are the same in both languages.
const alike = new Set([
  'brand',
  'language.en',
  'language.sw',
  'phone.placeholder',
  'transaction.checkoutRequestId',
  'transaction.merchantRequestId',
])

test('both languages have the same keys', () => {
  expect([...swahili.keys()]).toEqual([...english.keys()])
})

test('nothing is left untranslated or empty', () => {
  for (const [key, words] of english) {
    const translated = swahili.get(key)
    expect(translated, key).not.toBe('')
    if (typeof words === 'string' && !alike.has(key)) expect(translated, key).not.toBe(words)
  }
})

test('whatever is put into a sentence shows in both languages', () => {
  for (const [key, words] of english) {
    if (typeof words !== 'function') continue
    const other = swahili.get(key)
    if (typeof other !== 'function') throw new Error(`${key} takes values in one language only`)
    const values = Array.from({ length: words.length }, (_, index) => 7_001 + index) as never[]
    for (const value of values) {
      expect(words(...values), key).toContain(String(value))
      expect(other(...values), key).toContain(String(value))
    }
  }
})
