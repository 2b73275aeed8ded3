import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  type Clock,
  createOffsetClock,
  createSimulator,
  createVirtualClock,
  StateFileError,
} from '../src/index.ts'
import { callbackOf, leaveLockOfTheDead, payer, startAt, startSimulator } from './harness.ts'

/** A clock for the next life that shows what the last one's showed: the dead must not go on ticking. */
const clockAt = (clock: Clock) => createVirtualClock({ startAt: clock.now() })

const folder = mkdtempSync(join(tmpdir(), 'hazina-simulator-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const newFile = () => join(folder, `deep/state-${++files}.jsonl`)

describe('after a death without goodbye', () => {
  test('open prompts, money, messages, faults and the token are as they were', async () => {
    const stateFile = newFile()
    const clock = createVirtualClock({ startAt })
    const dead = await startSimulator({ stateFile, clock })
    const paid = (await dead.daraja.push()).json.CheckoutRequestID
    await dead.simulator.advance(1_000)
    dead.simulator.prompts.pay(payer)
    await dead.simulator.advance(3_000)
    dead.simulator.messages.deliver({ to: payer, from: 'HAZINA', text: 'Karibu' })
    const asked = String(
      (await dead.daraja.push({ PhoneNumber: '254711000222', Amount: 40 })).json.CheckoutRequestID,
    )
    await dead.simulator.advance(1_000)
    dead.simulator.faults.set({ 'callback-dropped': { amount: 1 } })
    const books = dead.simulator.books()
    const before = dead.simulator.subscribers.list()

    leaveLockOfTheDead(stateFile)
    const reborn = await startSimulator({ stateFile, clock: clockAt(clock) })
    expect(reborn.simulator.books()).toEqual(books)
    expect(reborn.simulator.subscribers.list()).toEqual(before)
    expect(reborn.simulator.faults.get()).toEqual({ 'callback-dropped': { amount: 1 } })
    expect(reborn.simulator.prompts.on('254711000222')?.checkoutRequestId).toBe(asked)
    expect(reborn.simulator.pushes.get(String(paid))?.receipt).toMatch(/^UKN/)
    reborn.simulator.prompts.pay('254711000222')
    await reborn.simulator.advance(5_000)
    expect(callbackOf(reborn.received[0])).toMatchObject({
      CheckoutRequestID: asked,
      ResultCode: 0,
    })
    expect(reborn.simulator.audit()).toEqual([])
    const used = await reborn.daraja.call('/mpesa/stkpush/v1/processrequest', {
      method: 'POST',
      headers: { authorization: `Bearer ${dead.daraja.token()}` },
    })
    expect(used.json.errorMessage).toBe('Bad Request - Invalid BusinessShortCode')
    await reborn.simulator.close()
  })

  test('a callback that was still due is sent, a prompt nobody answered still ends', async () => {
    const stateFile = newFile()
    const clock = createVirtualClock({ startAt })
    const dead = await startSimulator({
      stateFile,
      clock,
      fetch: () => new Promise(() => undefined),
    })
    await dead.daraja.push()
    await dead.daraja.push({ PhoneNumber: '254711000222' })
    await clock.advance(1_000)
    dead.simulator.prompts.pay(payer)
    await clock.advance(3_000)

    leaveLockOfTheDead(stateFile)
    const reborn = await startSimulator({ stateFile, clock: clockAt(clock) })
    await reborn.simulator.advance(0)
    expect(reborn.received.map((callback) => callbackOf(callback).ResultCode)).toEqual([0])
    await reborn.simulator.advance(61_000)
    expect(reborn.received.map((callback) => callbackOf(callback).ResultCode)).toEqual([0, 1037])
    await reborn.simulator.close()
  })

  test('receipts go on where they stopped and never repeat', async () => {
    const stateFile = newFile()
    let clock = createVirtualClock({ startAt })
    const options = { stateFile, autoAnswer: 'pay' as const }
    for (let life = 0; life < 3; life++) {
      clock = clockAt(clock)
      const { daraja, simulator } = await startSimulator({ ...options, clock })
      await daraja.push()
      await simulator.advance(10_000)
      expect(simulator.audit()).toEqual([])
      leaveLockOfTheDead(stateFile)
    }
    const { simulator } = await startSimulator({ ...options, clock: clockAt(clock) })
    const receipts = simulator.books().transactions.flatMap(({ receipt }) => receipt ?? [])
    expect(new Set(receipts).size).toBe(3)
  })

  test('the clock is at least as far ahead as it was', async () => {
    const stateFile = newFile()
    const first = await createSimulator({ stateFile, clock: createOffsetClock() })
    await first.advance(86_400_000)
    await first.close()
    const second = await createSimulator({ stateFile, clock: createOffsetClock() })
    expect(second.snapshot().clockOffsetMs).toBeGreaterThanOrEqual(86_400_000)
    await second.close()
  })
})

describe('the file', () => {
  test('a torn last line is dropped, and the file is whole again', async () => {
    const stateFile = newFile()
    const first = await createSimulator({ stateFile, subscribers: [{ phone: payer }] })
    await first.close()
    appendFileSync(stateFile, '["0badc0de",[["subscriber","2547')
    const second = await createSimulator({ stateFile })
    second.subscribers.create({ phone: '0711000222' })
    await second.close()
    const third = await createSimulator({ stateFile })
    expect(third.subscribers.list().map(({ msisdn }) => msisdn)).toEqual([payer, '254711000222'])
    await third.close()
  })

  test.each([
    ['a changed digit', (text: string) => text.replace('["world",-500000]', '["world",-900000]')],
    ['a line that is no line of ours', (text: string) => text.replace('\n', '\nnonsense\n')],
    ['another beginning', (text: string) => `{}\n${text}`],
    ['nothing at all', () => ''],
  ])('%s is told in one sentence', async (_what, damage) => {
    const stateFile = newFile()
    const first = await createSimulator({ stateFile, subscribers: [{ phone: payer }] })
    await first.close()
    const text = readFileSync(stateFile, 'utf8')
    const damaged = damage(text)
    expect(damaged).not.toBe(text)
    writeFileSync(stateFile, damaged)
    const opening = createSimulator({ stateFile })
    await expect(opening).rejects.toThrow(StateFileError)
    await expect(opening).rejects.toThrow(
      new RegExp(`state file ${stateFile} is damaged at line \\d+: .*move it away`),
    )
  })

  test('a path that cannot be written is told in one sentence', async () => {
    const file = newFile()
    await (await createSimulator({ stateFile: file })).close()
    await expect(createSimulator({ stateFile: join(file, 'state.jsonl') })).rejects.toThrow(
      /could not be created/,
    )
  })

  test('is for its owner only', async () => {
    const stateFile = newFile()
    const simulator = await createSimulator({ stateFile })
    expect(statSync(stateFile).mode & 0o077).toBe(0)
    await simulator.close()
  })
})
