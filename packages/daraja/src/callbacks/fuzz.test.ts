import { expect, test } from 'vitest'
import { fuzzParser } from '../../test-data/fuzz-parser.ts'

const rounds = 100_000
const seed = Number(process.env.FUZZ_SEED ?? 20260102)

test(`${rounds} mutated callbacks: nothing thrown, no byte lost, no time without end`, () => {
  const kinds = fuzzParser(rounds, seed)
  // A fuzzer of which nothing gets through, or everything, would prove little.
  for (const [kind, count] of kinds) {
    expect(count, `${kind} in ${[...kinds]}`).toBeGreaterThan(rounds / 1000)
  }
  expect({}).not.toHaveProperty('polluted')
}, 120_000)
