import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { Simulator, StateSnapshot } from '../src/index.ts'
import { callbackOf, createCaller, itemOf, payer, startsSimulators } from './harness.ts'

const start = startsSimulators()

type Started = Awaited<ReturnType<typeof start>>

/** A little of everything, and what came of it. */
async function history({ simulator, daraja, received }: Started) {
  const from = received.length
  await daraja.signIn()
  const first = await daraja.push()
  await simulator.advance(1_000)
  simulator.prompts.pay(payer)
  await simulator.advance(10_000)
  simulator.faults.set({ 'callback-dropped': { probability: 0.5 } })
  const second = await daraja.push({ PhoneNumber: '254711000222', Amount: 40 })
  return {
    ids: [first, second].map(({ json }) => json.MerchantRequestID),
    receipt: itemOf(received[from], 'MpesaReceiptNumber'),
    token: daraja.token(),
    delayMs: (received[from]?.atMs ?? 0) - simulator.clock.now().getTime(),
  }
}

describe('a reset', () => {
  test('leaves nothing but what the options describe, and everything still works', async () => {
    const started = await start({ subscribers: [{ phone: payer, balance: 700 }] })
    const { simulator, daraja, received } = started
    await history(started)
    simulator.organisations.create({
      shortcode: '555001',
      name: 'X',
      type: 'paybill',
      passkey: 'p',
    })
    simulator.behaviour.set({ strict: true })
    const before = received.length

    simulator.reset()
    expect(simulator.subscribers.list()).toMatchObject([
      { msisdn: payer, balance: 700, messages: [] },
    ])
    expect(simulator.pushes.list()).toEqual([])
    expect(simulator.books()).toMatchObject({ subscribersCents: 70_000n, broughtInCents: 70_000n })
    expect(simulator.organisations.get('555001')).toBeUndefined()
    expect(simulator.faults.get()).toEqual({})
    expect(simulator.behaviour.get().strict).toBe(false)
    expect(simulator.requests()).toEqual([])
    await simulator.advance(120_000)
    expect(received).toHaveLength(before)
    expect((await daraja.push()).json.errorCode).toBe('404.001.03')
    await daraja.signIn()
    expect((await daraja.push()).status).toBe(200)
  })

  test('with a seed gives the same history again', async () => {
    const started = await start({ seed: 'kwanza', subscribers: [{ phone: payer }] })
    const first = await history(started)
    started.simulator.reset()
    expect(await history(started)).toMatchObject({ ids: first.ids, token: first.token })
    started.simulator.reset({ seed: 'pili' })
    const other = await history(started)
    expect(other.ids).not.toEqual(first.ids)
    started.simulator.reset({ seed: 'kwanza' })
    const again = await history(started)
    expect(again.ids).toEqual(first.ids)
    expect(String(again.receipt).slice(3)).toBe(String(first.receipt).slice(3))
  })

  test('keeps the sockets of open pages', async () => {
    const { simulator } = await start()
    await simulator.listen()
    const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}/simulator/live`)
    await once(socket, 'open')
    const told = once(socket, 'message')
    const answer = await fetch(`${simulator.url}/simulator/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"seed":5}',
    })
    expect(answer.status).toBe(200)
    const [event] = await told
    expect(JSON.parse(event.data).type).toBe('changed')
    socket.close()
  })

  test('is refused while it is recording', async () => {
    const { simulator } = await start()
    simulator.recording.start()
    expect(() => simulator.reset()).toThrow('It is recording')
    simulator.recording.stop()
  })
})

describe('a snapshot', () => {
  test('put into another simulator, goes on where it was taken', async () => {
    const from = await start()
    await history(from)
    await from.simulator.transactions.fill({ payments: 6_000, payers: 100 })
    const snapshot: StateSnapshot = JSON.parse(JSON.stringify(from.simulator.snapshotState()))

    const to = await start({ seed: 'another' })
    await to.simulator.loadSnapshot(snapshot)
    const facts = (simulator: Simulator) => ({
      books: { ...simulator.books() },
      subscribers: simulator.subscribers.list(),
      organisations: simulator.organisations.list(),
      pushes: simulator.pushes.list(),
      faults: simulator.faults.get(),
      messages: simulator.messages.of('254799000005'),
    })
    expect(facts(to.simulator)).toEqual(facts(from.simulator))
    expect(to.simulator.audit()).toEqual([])
    const { simulator, received } = to
    await simulator.advance(1_000)
    simulator.faults.clear()
    expect(simulator.prompts.pay('254711000222').accepted).toBe(true)
    await simulator.advance(5_000)
    expect(callbackOf(received[0])).toMatchObject({ ResultCode: 0 })
    expect(simulator.transactions.page({ search: 'INV-17 ' }).items.length).toBeGreaterThan(1)
  })

  test('goes over HTTP, whole', async () => {
    const { simulator, daraja } = await start()
    await simulator.transactions.fill({ payments: 300, payers: 10 })
    const taken = await daraja.call('/simulator/snapshot')
    simulator.reset()
    expect(simulator.transactions.page({ kinds: ['payment'] }).items).toEqual([])
    const put = await daraja.control('PUT', '/simulator/snapshot', JSON.parse(taken.text))
    expect(put.status).toBe(200)
    expect(simulator.books().organisations[0]?.utilityCents).toBe(30_000n)
  })

  test.each([
    [null],
    [{}],
    [{ hazinaSnapshot: 2, rows: [] }],
    [{ hazinaSnapshot: 1, rows: [['nothing', 'x', {}]] }],
    [{ hazinaSnapshot: 1, takenAt: '+275760-09-13T00:00:00.000Z', rows: [] }],
    [{ hazinaSnapshot: 1, rows: [['transaction', 'x', { entries: 5 }]] }],
  ])('that is none (%j) changes nothing', async (snapshot) => {
    const { simulator, daraja } = await start({ subscribers: [{ phone: payer }] })
    const put = await daraja.control('PUT', '/simulator/snapshot', snapshot)
    expect(put.status).toBe(400)
    expect(simulator.subscribers.list()).toHaveLength(1)
  })

  test.each([
    ['row is missing', (rows: unknown[]) => rows.slice(1)],
    ['row has another shape', (rows: unknown[]) => [...rows, ['subscriber', 'x', {}]]],
  ])('of which a %s changes nothing', async (_, change) => {
    const { simulator } = await start({ subscribers: [{ phone: payer }] })
    const taken = simulator.snapshotState()
    const changed = { ...taken, rows: change([...taken.rows]) }
    await expect(simulator.loadSnapshot(changed)).rejects.toThrow('was changed since it was taken')
    expect(simulator.subscribers.list()).toHaveLength(1)
    expect(simulator.audit()).toEqual([])
  })

  test('leaves the one who asks its token', async () => {
    const { simulator, daraja } = await start()
    await daraja.signIn()
    const snapshot = simulator.snapshotState()
    simulator.reset()
    await simulator.loadSnapshot(snapshot)
    expect((await daraja.push()).status).toBe(200)
    expect((await createCaller(simulator).push()).status).toBe(500)
  })
})
