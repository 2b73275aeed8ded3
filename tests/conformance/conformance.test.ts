import { createRequire } from 'node:module'
import { MdsDarajaSdk, SafaricomDarajaApi } from 'mds-daraja-sdk'
import MpesaPay from 'mpesapay'
import { describe, expect, test } from 'vitest'
import { fuzzParser } from '../../packages/daraja/test-data/fuzz-parser.ts'
import { describeConformance, type FuzzRow, type KitRow } from './matrix.ts'
import { mdsDarajaSdkCalls, safaricomDarajaApiCalls } from './mds-daraja-sdk.ts'
import { Mpesa, mpesaNodeCalls } from './mpesa-node.ts'
import { mpesapayCalls } from './mpesapay.ts'
import type { SdkCall } from './proofs.ts'
import { openStage } from './stage.ts'
import { proveVectors } from './vector-proofs.ts'

const fuzzRounds = 100_000
const fuzzSeed = 254708374149

/** Each kit with the class it brings, and those of its methods that ask nobody anything. */
const kits: Record<string, { calls: readonly SdkCall[]; from: object; local: readonly string[] }> =
  {
    [`\`mpesa-node\` ${versionOf('mpesa-node')}`]: {
      calls: mpesaNodeCalls,
      from: Mpesa,
      local: [],
    },
    [`\`mds-daraja-sdk\` ${versionOf('mds-daraja-sdk')}, \`SafaricomDarajaApi\``]: {
      calls: safaricomDarajaApiCalls,
      from: SafaricomDarajaApi,
      local: [
        'handleTransactionConfirmation',
        'handleTransactionValidation',
        'recordTransaction',
        'checkAccountExists',
      ],
    },
    [`\`mds-daraja-sdk\` ${versionOf('mds-daraja-sdk')}, \`MdsDarajaSdk\``]: {
      calls: mdsDarajaSdkCalls,
      from: MdsDarajaSdk,
      local: ['getAccessToken'], // private, and part of every call
    },
    [`\`mpesapay\` ${versionOf('mpesapay')}`]: { calls: mpesapayCalls, from: MpesaPay, local: [] },
  }

const rows = new Map<string, KitRow[]>(
  Object.entries(kits).map(([kit, { calls }]) => [
    kit,
    calls.map((call) => ({ call, seen: undefined })),
  ]),
)

describe('a published SDK completes, and the books show it', () => {
  const cases = [...rows].flatMap(([kit, row]) =>
    row.map((one) => ({ one, title: `${kit}: ${one.call.name} ${one.call.note ?? ''}` })),
  )
  test.each(cases)('$title', async ({ one }) => {
    await using stage = await openStage(one.call.behaviour)
    const seen = await one.call.run(stage)
    expect(stage.simulator.audit()).toEqual([])
    one.seen = seen
  })

  test.each(Object.entries(kits))('every call of %s is among them', (_, kit) => {
    const prototype: object = Reflect.get(kit.from, 'prototype')
    const offered = Object.getOwnPropertyNames(prototype).filter(
      (name) => name !== 'constructor' && !kit.local.includes(name),
    )
    expect([...new Set(kit.calls.map(({ name }) => name))].sort()).toEqual(offered.sort())
  })
})

function versionOf(kit: string): string {
  return createRequire(import.meta.url)(`${kit}/package.json`).version
}

const vectors = proveVectors()

let fuzz: FuzzRow | undefined
test(`the parser survives ${fuzzRounds} mutated callbacks`, () => {
  fuzz = { rounds: fuzzRounds, kinds: fuzzParser(fuzzRounds, fuzzSeed) }
}, 300_000)

test('docs/conformance.md says what was seen (renew it with: npm test -- tests/conformance -u)', async () => {
  const seen = { kits: rows, vectors: vectors(), fuzz }
  await expect(describeConformance(seen)).toMatchFileSnapshot('../../docs/conformance.md')
})
