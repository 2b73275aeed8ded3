import { describe, expect, test } from 'vitest'
import { behaviourJsonSchema } from '../behaviour/behaviour-schema.ts'
import { chaosProfileNames } from '../chaos/profiles.ts'
import { apiNames } from '../daraja/endpoints.ts'
import { faultNames } from '../faults/catalogue.ts'
import {
  apiRoles,
  organisationAccounts,
  payBillTariffs,
  subscriberStates,
  transactionKinds,
} from '../state/records.ts'

type Words = { [key: string]: unknown }
type Languages = { en: Words; sw: Words }

const pages = {
  phones: await wordsOf('phones/words'),
  operator: await wordsOf('operator/words/words'),
}

/** The pages are plain JavaScript for browsers, so that they are no part of this program's types. */
async function wordsOf(path: string): Promise<Languages> {
  const { wordsIn } = await import(new URL(`../../pages/${path}.js`, import.meta.url).href)
  return { en: wordsIn('en'), sw: wordsIn('sw') }
}

describe.each(Object.entries(pages))('the words of the %s page', (_page, { en, sw }) => {
  test('say the same things in both languages', () => {
    const fallsBack = ({ faultSentences: _sentences, ...others }: Words) => others
    expect(keysOf(fallsBack(sw))).toEqual(keysOf(fallsBack(en)))
  })

  test('say something wherever there is something to say', () => {
    expect(emptyIn(en)).toEqual([])
    expect(emptyIn(sw)).toEqual([])
  })
})

describe('everything the simulator knows has its words on the pages', () => {
  const { properties } = behaviourJsonSchema() as { properties: object } // made from an object's schema
  test.each([
    ['traffic.kinds', apiNames],
    ['trouble.switches', Object.keys(properties)],
    ['trouble.profiles', chaosProfileNames],
    ['transactions.kinds', transactionKinds],
    ['organisations.accounts', organisationAccounts],
    ['organisations.tariffs', payBillTariffs],
    ['organisations.roleNames', apiRoles],
  ] as const)('%s', (path, names) => {
    for (const words of [pages.operator.en, pages.operator.sw]) {
      expect(names.filter((name) => !(name in at(words, path)))).toEqual([])
    }
  })

  test('faults, in Swahili; the simulator itself tells them in English', () => {
    const sentences = at(pages.operator.sw, 'faultSentences')
    expect(faultNames.filter((name) => !(name in sentences))).toEqual([])
  })

  test('states of phones', () => {
    for (const words of [pages.phones.en, pages.phones.sw]) {
      expect(subscriberStates.filter((state) => !(state in at(words, 'states')))).toEqual([])
    }
  })
})

function at(words: Words, path: string): Words {
  return path.split('.').reduce((found, key) => found[key] as Words, words) // the paths above lead to words
}

function keysOf(words: unknown, path = ''): string[] {
  if (typeof words !== 'object' || words === null) return [path]
  return Object.entries(words)
    .filter(([key]) => key !== 'toJSON')
    .flatMap(([key, value]) => keysOf(value, `${path}.${key}`))
    .sort()
}

function emptyIn(words: unknown, path = ''): string[] {
  if (typeof words === 'function') return []
  if (typeof words !== 'object' || words === null) return words === '' ? [path] : []
  return Object.entries(words).flatMap(([key, value]) => emptyIn(value, `${path}.${key}`))
}
