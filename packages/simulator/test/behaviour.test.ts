import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createVirtualClock } from '../src/index.ts'
import { callbackOf, payer, startAt, startsSimulators } from './harness.ts'

const start = startsSimulators()

test('a switch turns while it runs, in process and over HTTP', async () => {
  const { simulator, daraja } = await start()
  expect(typeof (await daraja.signIn()).json.expires_in).toBe('number')
  simulator.behaviour.set({ expiresIn: 'string' })
  expect(typeof (await daraja.signIn()).json.expires_in).toBe('string')
  const answer = await daraja.control('PUT', '/simulator/behaviour', { expiresIn: 'number' })
  expect(answer.json).toMatchObject({ expiresIn: 'number', callbackValues: 'numbers' })
  expect(typeof (await daraja.signIn()).json.expires_in).toBe('number')
})

test('what was switched is kept over a restart, above the options', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hazina-behaviour-'))
  const stateFile = join(folder, 'state.jsonl')
  const clock = createVirtualClock({ startAt })
  const first = await start({ stateFile, clock, behaviour: { callbackValues: 'strings' } })
  first.simulator.behaviour.set({ callbackMaskedPhone: true })
  await first.simulator.close()
  const second = await start({
    stateFile,
    clock: createVirtualClock({ startAt: clock.now() }),
    autoAnswer: 'pay',
  })
  await second.daraja.push()
  await second.simulator.advance(10_000)
  const { Item } = callbackOf(second.received[0]).CallbackMetadata
  expect(Item).toContainEqual({
    Name: 'PhoneNumber',
    Value: `${payer.slice(0, 6)}***${payer.slice(-3)}`,
  })
  expect(Item).toContainEqual({ Name: 'Amount', Value: 125 })
  await second.simulator.close()
  rmSync(folder, { recursive: true })
})

test.each([
  [{ expiresIn: 'text' }, 'expiresIn'],
  [{ noSuchSwitch: true }, 'noSuchSwitch'],
  [{ callbackAttempts: 0 }, 'callbackAttempts'],
  [{ callbackForwardedFor: ['everywhere'] }, 'callbackForwardedFor.0'],
  [[], 'expected object'],
])('%j is refused with a sentence that names the switch', async (change, sentence) => {
  const { daraja } = await start()
  const answer = await daraja.control('PUT', '/simulator/behaviour', change)
  expect(answer.status).toBe(400)
  expect(answer.json.message).toContain(sentence)
})

test('every switch is described', async () => {
  const { daraja } = await start()
  const values = (await daraja.control('GET', '/simulator/behaviour')).json
  const { properties } = (await daraja.control('GET', '/simulator/behaviour/schema')).json
  expect(Object.keys(properties as object).sort()).toEqual(Object.keys(values).sort())
})
