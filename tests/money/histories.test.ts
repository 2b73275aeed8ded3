/**
 * Whatever happens between a customer, Safaricom, the network and the machine: who paid is credited once.
 *
 * A failure prints its seed and path. It is run again with
 *   HAZINA_SEED=<seed> HAZINA_PATH=<path> npm test -- tests/money/histories
 * and HAZINA_PROOF=1 runs 5,000 histories.
 */
import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { safaricomAddress } from '../setup/api-call.ts'
import { type History, history } from '../setup/model.ts'
import { judge } from '../setup/model-judge.ts'
import { runHistory } from '../setup/model-run.ts'
import { populate } from '../setup/model-world.ts'
import type { ToldCallback } from '../setup/server-host.ts'
import { startTestSystem, type TestSystem } from '../setup/system.ts'

const seed = Number(process.env.HAZINA_SEED ?? randomInt(2 ** 31))
const path = process.env.HAZINA_PATH
const runs = Number(
  process.env.HAZINA_HISTORIES ?? (process.env.HAZINA_PROOF === '1' ? 5_000 : 200),
)

/** Histories share a system while all is well; a failed one leaves it in a state that says nothing of the next. */
const historiesPerSystem = 50
const told: ToldCallback[] = []
let stage: TestSystem | undefined
let used = 0

afterAll(() => stage?.[Symbol.asyncDispose]())

test(
  'after any history each wallet holds what its phones paid, and the books are sound',
  async () => {
    await fc.assert(fc.asyncProperty(history, happens), {
      seed,
      ...(path === undefined ? {} : { path }),
      numRuns: runs,
    })
  },
  4 * 3_600_000,
)

async function happens(one: History): Promise<void> {
  const system = await openStage()
  try {
    const world = await populate(system, told, one)
    await runHistory(world, one)
    await judge(world)
  } catch (error) {
    await closeStage()
    throw error
  }
}

async function openStage(): Promise<TestSystem> {
  if (used >= historiesPerSystem) await closeStage()
  used += 1
  stage ??= await startTestSystem({
    seed,
    // Few connections, for each new server opens its own.
    variables: { MPESA_CALLBACK_ADDRESSES: safaricomAddress, DATABASE_CONNECTIONS: '3' },
    // So that the simulator's forgeries come from an address of their own.
    simulator: { behaviour: { callbackForwardedFor: [safaricomAddress] } },
    onCallback: (one) => told.push(one),
  })
  return stage
}

async function closeStage(): Promise<void> {
  const old = stage
  stage = undefined
  used = 0
  told.length = 0
  await old?.[Symbol.asyncDispose]()
}

test('the histories are not all alike', () => {
  const commands = fc.sample(history, { seed, numRuns: 200 }).flatMap((one) => one.commands)
  expect(new Set(commands.map((one) => one.do)).size).toBe(9)
})
