import { describe, expect, test } from 'vitest'
import {
  createOffsetClock,
  createSimulator,
  RecordingError,
  replayRecording,
  type Simulator,
} from '../src/index.ts'
import { createCaller, payer, startsSimulators } from './harness.ts'

const start = startsSimulators()

/** Replays what was recorded, and leaves nothing open. */
async function replayed(recording: string) {
  const { simulator, ...rest } = await replayRecording(recording)
  const books = simulator.books()
  expect(simulator.audit()).toEqual([])
  await simulator.close()
  return { ...rest, books }
}

/** What people and a business do to each other, with everything that is drawn by chance. */
async function anHour(
  { simulator, daraja }: { simulator: Simulator; daraja: ReturnType<typeof createCaller> },
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  await daraja.signIn()
  const first = (await daraja.push()).json.CheckoutRequestID
  await wait(1_500)
  simulator.prompts.pay(payer)
  await wait(5_000)
  await daraja.query(first)
  simulator.faults.set({ 'callback-duplicated': { times: 1, copies: 3, concurrency: 2 } })
  simulator.subscribers.create({ phone: '0711000222', name: 'Wanja', balance: 300 })
  await daraja.push({ PhoneNumber: '254711000222', Amount: 40 })
  await wait(1_500)
  await daraja.control('POST', '/simulator/pay', { phone: '0711000222' })
  await daraja.control('PATCH', '/simulator/subscribers/0711000222', { balance: 77 })
  await daraja.push({ Amount: 0 })
  await wait(5_000)
  simulator.chaos.set({ profile: 'twice', seed: 5 })
  simulator.setAutoAnswer('pay', { afterMs: 100 })
  await daraja.push({ PhoneNumber: '254711000333', Amount: 5 })
  await wait(10_000)
}

describe('a session that was recorded', () => {
  test('happens again: the same answers, callbacks and books', async () => {
    const started = await start({
      behaviour: { callbackAttempts: 3, callbackRetryMs: 500 },
      receive: ({ atMs }) => new Response('', { status: atMs % 2 === 0 ? 200 : 500 }),
    })
    started.simulator.recording.start()
    await anHour(started, (ms) => started.simulator.advance(ms))
    await started.simulator.settled()
    const { events } = started.simulator.recording.stop()
    expect(events).toBeGreaterThan(30)

    const again = await replayed(started.simulator.recording.text())
    expect(again.differences).toEqual([])
    expect(again.books).toEqual(started.simulator.books())
    expect(again.callbacks).toBe(started.received.length)
    expect(again.requests).toBe(6)
  })

  test('happens again when it began in the middle, and when time was real', async () => {
    const received: string[] = []
    const simulator = await createSimulator({
      seed: 7,
      clock: createOffsetClock(),
      timings: { promptDelayMs: 20, callbackDelayMs: [10, 30], earlyQueryMs: 10 },
      fetch: async (_url, init) => {
        received.push(String(init?.body))
        return new Response('{"ResultCode":0}')
      },
    })
    const daraja = createCaller(simulator)
    await daraja.push()
    await expect.poll(() => simulator.prompts.on(payer)).toBeDefined()
    simulator.recording.start()
    simulator.prompts.pay(payer)
    for (let number = 1; number <= 20; number++) {
      const phone = `2547110000${String(number).padStart(2, '0')}`
      await daraja.push({ PhoneNumber: phone, Amount: number })
      if (number % 3 === 0)
        await daraja.control('PUT', '/simulator/auto-answer', { mode: 'pay', afterMs: 5 })
    }
    await expect.poll(() => received.length, { timeout: 5_000 }).toBe(21)
    await simulator.settled()
    simulator.recording.stop()

    const again = await replayed(simulator.recording.text())
    expect(again.differences).toEqual([])
    expect(again.books).toEqual(simulator.books())
    await simulator.close()
  })

  test('tells what is otherwise, when somebody changed it', async () => {
    const { simulator, daraja } = await start()
    simulator.recording.start()
    await daraja.push({ Amount: 25 })
    await simulator.advance(1_500)
    simulator.prompts.pay(payer)
    await simulator.advance(5_000)
    await simulator.settled()
    simulator.recording.stop()
    const changed = simulator.recording.text().replace(/\\"Amount\\":25\b/, '\\"Amount\\":26')
    const { differences } = await replayed(changed)
    expect(differences.length).toBeGreaterThan(0)
    expect(differences.join('\n')).toContain('organisation:174379:utility had 2500 cents, and 2600')
  })

  test('is recorded and replayed over HTTP', async () => {
    const { simulator, daraja } = await start()
    expect((await daraja.control('GET', '/simulator/recording')).status).toBe(404)
    expect((await daraja.control('POST', '/simulator/recording/start', {})).json.on).toBe(true)
    expect((await daraja.control('POST', '/simulator/recording/start', {})).status).toBe(409)
    await daraja.push()
    await daraja.control('POST', '/simulator/clock/advance', { ms: 2_000 })
    await daraja.control('POST', '/simulator/decline', { phone: payer })
    await daraja.control('POST', '/simulator/clock/advance', { ms: 9_000 })
    await simulator.settled()
    expect((await daraja.control('POST', '/simulator/recording/stop', {})).json.on).toBe(false)
    const { text } = await daraja.control('GET', '/simulator/recording')
    const answer = await simulator.fetch(`${simulator.url}/simulator/replay`, {
      method: 'POST',
      headers: { 'content-type': 'application/jsonl' },
      body: text,
    })
    expect(await answer.json()).toEqual({
      same: true,
      requests: 2,
      callbacks: 1,
      differences: [],
      audit: [],
    })
  })
})

test('what is no recording is refused in a sentence', async () => {
  const { simulator } = await start()
  simulator.recording.start()
  simulator.recording.stop()
  const text = simulator.recording.text()
  await expect(replayRecording('')).rejects.toThrow(RecordingError)
  await expect(replayRecording('{}')).rejects.toThrow('This is no recording of a simulator.')
  const damaged = text.replace('\n', '\n{"row":[')
  await expect(replayRecording(damaged)).rejects.toThrow('The recording is damaged at line 2.')
})
