import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '../src/index.ts'
import { payer, startAt, startSimulator } from './harness.ts'
import {
  asker,
  askerBusiness,
  booksOfAsker,
  createAsker,
  requestBody,
  resultOf,
  startsOperations,
  vectors,
} from './operations-harness.ts'

const start = startsOperations()
const timeout = 'https://pay.example.com/hooks/b2c/timeout'
const resultUrl = 'https://pay.example.com/hooks/b2c/result'

describe('misfortunes of what organisations ask for', () => {
  test('lost in the queue: the request comes back to QueueTimeOutURL, and nothing is done', async () => {
    const { ask, simulator, received } = await start({ faults: { 'queue-timeout': { times: 1 } } })
    expect((await ask.send('b2cV3')).json.ResponseCode).toBe('0')
    await simulator.advance(600_000)
    expect(received.map(({ url }) => url)).toEqual([timeout])
    expect(JSON.parse(received[0]?.body ?? '')).toEqual(requestBody('b2cV3'))
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_000)
    const status = await ask.done('status', {
      TransactionID: undefined,
      OriginalConversationID: 'acme-7f1c2a90',
    })
    expect(status.result.ResultCode).toBe(2032)
  })

  test('late in the queue: QueueTimeOutURL is told, and it is done all the same', async () => {
    const { ask, simulator, received } = await start({
      faults: { 'queue-timeout': { ends: 'success', delayMs: 90_000 } },
      behaviour: { queueTimeOutBody: 'result' },
    })
    const { json: ack } = await ask.send('b2cV3')
    await simulator.advance(50_000)
    expect(received.map(({ url }) => url)).toEqual([timeout])
    expect(resultOf(received[0])).toMatchObject({
      ConversationID: ack.ConversationID,
      ReferenceData: { ReferenceItem: { Key: 'QueueTimeoutURL', Value: timeout } },
    })
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_000)
    await simulator.advance(90_000)
    expect(received.map(({ url }) => url)).toEqual([timeout, resultUrl])
    expect(resultOf(received[1]).ResultCode).toBe(0)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
  })

  test('the result can come before the answer', async () => {
    const { ask, simulator, received } = await start({
      faults: { 'callback-before-answer': { on: 'b2c', times: 1 } },
    })
    const answering = ask.send('b2cV3')
    const { json } = await answering
    expect(received).toHaveLength(1)
    expect(resultOf(received[0]).ConversationID).toBe(json.ConversationID)
    await simulator.advance(60_000)
    expect(received).toHaveLength(1)
  })

  test('a lost answer hides a payment that is made', async () => {
    const { ask, simulator, received } = await start({ faults: { 'answer-lost': { on: 'b2c' } } })
    await expect(ask.send('b2cV3')).rejects.toThrow()
    await simulator.advance(3_000)
    expect(resultOf(received[0]).ResultCode).toBe(0)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
  })

  test('results can be lost, late, and sent more than once; the money moves once', async () => {
    const lost = await start({ faults: { 'callback-dropped': { on: 'b2c' } } })
    await lost.ask.send('b2cV3')
    await lost.simulator.advance(600_000)
    expect(lost.received).toHaveLength(0)
    expect(lost.simulator.subscribers.get(payer)?.balance).toBe(5_450)

    const late = await start({
      faults: {
        'callback-delayed': { on: 'b2c', delayMs: 60_000 },
        'callback-duplicated': { on: 'b2c', copies: 3, concurrency: 3 },
      },
    })
    await late.ask.send('b2cV3')
    await late.simulator.advance(62_999)
    expect(late.received).toHaveLength(0)
    await late.simulator.advance(1)
    expect(late.received).toHaveLength(3)
    expect(new Set(late.received.map(({ body }) => body)).size).toBe(1)
    expect(late.simulator.subscribers.get(payer)?.balance).toBe(5_450)
  })

  test('after a failure the payment may be made after all', async () => {
    const { ask, simulator, received } = await start({
      faults: { 'result-contradicted': { on: 'b2c' } },
    })
    await ask.send('b2cV3', { Amount: 100_001 })
    await simulator.advance(3_000)
    expect(resultOf(received[0]).ResultCode).toBe(1)
    simulator.organisations.topUp(asker, { account: 'utility', amount: 10_000 })
    await simulator.advance(5_000)
    expect(resultOf(received[1])).toMatchObject({
      ResultCode: 0,
      ConversationID: resultOf(received[0]).ConversationID,
    })
    expect(simulator.subscribers.get(payer)?.balance).toBe(105_001)
  })

  test('after a success a failure can be told, and the money stays moved', async () => {
    const { ask, simulator, received } = await start({
      faults: { 'result-contradicted': { on: 'b2c' } },
    })
    await ask.send('b2cV3')
    await simulator.advance(10_000)
    expect(received.map((one) => resultOf(one).ResultCode)).toEqual([0, 17])
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
  })

  test('a wrong credential never pays, however M-PESA contradicts itself', async () => {
    const { ask, simulator, received } = await start({ faults: { 'result-contradicted': {} } })
    await ask.send('b2cV3', { SecurityCredential: 'AAAA' })
    await simulator.advance(60_000)
    expect(received.map((one) => resultOf(one).ResultCode)).toEqual([2001])
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_000)
  })
})

describe('a death without goodbye', () => {
  test('what was accepted is done after it, what was owed is posted, and nothing is paid twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
    const stateFile = join(folder, 'state.jsonl')
    const options = {
      certificate: vectors.credential,
      businesses: [askerBusiness],
      timings: { operationDelayMs: 3_000 },
      faults: { 'callback-delayed': { on: 'b2b', delayMs: 60_000 } },
    } as const
    const first = await startSimulator({
      ...options,
      stateFile,
      clock: createVirtualClock({ startAt }),
    })
    const before = createAsker(first.simulator, first.received)
    const { json: bill } = await before.send('b2bPayBill')
    await first.simulator.advance(3_000)
    const { json: payment } = await before.send('b2cV3')
    await first.simulator.advance(1_000)
    expect(first.received).toHaveLength(0)
    // The bytes that a killed process leaves.
    const left = join(folder, 'left.jsonl')
    copyFileSync(stateFile, left)
    await first.simulator.close()

    const hourLater = new Date(startAt.getTime() + 3_600_000)
    const second = await startSimulator({
      ...options,
      stateFile: left,
      clock: createVirtualClock({ startAt: hourLater }),
    })
    const { simulator, received } = second
    await simulator.advance(0)
    await simulator.settled()
    expect(received.map((one) => resultOf(one).ConversationID).sort()).toEqual(
      [bill.ConversationID, payment.ConversationID].sort(),
    )
    for (const one of received) expect(resultOf(one).ResultCode).toBe(0)
    const after = createAsker(simulator, received)
    expect((await after.send('b2cV3')).json.errorCode).toBe('500.002.1001')
    await simulator.advance(600_000)
    expect(received).toHaveLength(2)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
    expect(booksOfAsker(simulator)).toMatchObject({
      utilityCents: 9_955_000n,
      workingCents: 4_936_000n,
    })
    expect(simulator.audit()).toEqual([])
    await simulator.close()

    const third = await startSimulator({
      ...options,
      stateFile: left,
      clock: createVirtualClock({ startAt: hourLater }),
    })
    await third.simulator.advance(600_000)
    expect(third.received).toHaveLength(0)
    const receipt = resultOf(received.find(({ url }) => url === resultUrl)).TransactionID
    const receipts = third.simulator.books().transactions.map((row) => row.receipt)
    expect(receipts).toContain(receipt)
    await third.simulator.close()
    rmSync(folder, { recursive: true })
  })
})
