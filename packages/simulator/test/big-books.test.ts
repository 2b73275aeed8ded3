import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { createSimulator, createVirtualClock } from '../src/index.ts'
import { leaveLockOfTheDead, payer, startAt, startSimulator, startsSimulators } from './harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'hazina-simulator-books-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const start = startsSimulators()
const index = fileURLToPath(new URL('../src/index.ts', import.meta.url))

test('everything is found when most of it is in the archive', async () => {
  const { simulator, daraja } = await start({ seed: 3 })
  const id = String((await daraja.push()).json.CheckoutRequestID)
  await simulator.advance(1_000)
  simulator.prompts.pay(payer)
  await simulator.advance(10_000)
  const receipt = simulator.pushes.get(id)?.receipt ?? ''
  expect(await simulator.transactions.fill({ payments: 12_000, payers: 300 })).toBe(12_000)

  expect(simulator.transactions.get(receipt)).toMatchObject({
    checkoutRequestId: id,
    amount: 125,
    status: 'Completed',
  })
  expect((await daraja.query(id)).json.ResultCode).toBe('0')
  expect(simulator.transactions.page({ search: 'inv-20417' }).items).toMatchObject([{ receipt }])
  expect(simulator.transactions.page({ msisdn: payer }).items).toHaveLength(2)
  const { transactions, organisations } = simulator.books()
  expect(transactions.filter(({ kind }) => kind === 'payment')).toHaveLength(12_001)
  expect(organisations[0]?.utilityCents).toBe(1_212_500n)
  const walked: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = simulator.transactions.page({ kinds: ['payment'], cursor, limit: 999 })
    walked.push(...page.items.map((item) => item.receipt ?? ''))
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  expect(new Set(walked).size).toBe(12_001)
  expect(simulator.messages.of('254799000007')).toHaveLength(40)
})

test('a subscriber’s older messages are read from the archive', async () => {
  const { simulator } = await start()
  for (let number = 1; number <= 1_300; number++) {
    simulator.messages.deliver({ to: payer, from: 'HAZINA', text: `Message ${number}` })
    await simulator.advance(1)
  }
  const inbox = simulator.messages.of(payer)
  expect(inbox).toHaveLength(200)
  expect([inbox[0]?.text, inbox.at(-1)?.text]).toEqual(['Message 1300', 'Message 1101'])
  expect(simulator.subscribers.get(payer)?.messages).toHaveLength(50)
})

test('pushes that are finished are told and asked about however many came after them', async () => {
  const { simulator, daraja } = await start({
    timings: { promptDelayMs: 0, callbackDelayMs: 0, autoAnswerAfterMs: 0, earlyQueryMs: 0 },
    autoAnswer: 'pay',
  })
  const ids: unknown[] = []
  for (let number = 0; number < 4_700; number++) {
    const phone = `2547110${String(number % 500).padStart(5, '0')}`
    ids.push((await daraja.push({ PhoneNumber: phone, Amount: 1 })).json.CheckoutRequestID)
    await simulator.advance(1)
  }
  await simulator.advance(1_000)
  expect(simulator.pushes.list().map(({ checkoutRequestId }) => checkoutRequestId)).toEqual(ids)
  expect((await daraja.query(ids[0])).json.ResultCode).toBe('0')
  const { items, nextCursor } = simulator.pushes.page({ limit: 1_000 })
  expect([items.length, nextCursor === null]).toEqual([1_000, false])
})

test('killed while it archives, again and again, it loses nothing and counts nothing twice', async () => {
  const stateFile = join(folder, 'killed.jsonl')
  for (let life = 0; life < 4; life++) {
    const script = `
      const { createSimulator } = await import(${JSON.stringify(index)})
      const simulator = await createSimulator({ stateFile: ${JSON.stringify(stateFile)} })
      console.log('ready')
      await simulator.transactions.fill({ payments: 1_000_000, payers: 700 })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, 900 + 137 * life))
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  const simulator = await createSimulator({ stateFile })
  const { transactions, organisations } = simulator.books()
  const payments = transactions.filter(({ kind }) => kind === 'payment').length
  expect(payments).toBeGreaterThan(4_500)
  expect(organisations[0]?.utilityCents).toBe(BigInt(payments) * 100n)
  expect(simulator.audit()).toEqual([])
  await simulator.close()
})

test('a start reads the archive only when it is asked, and finds it as it was', async () => {
  const stateFile = join(folder, 'state.jsonl')
  const clock = createVirtualClock({ startAt })
  const first = await startSimulator({ stateFile, clock })
  await first.simulator.transactions.fill({ payments: 9_000, payers: 200 })
  const books = first.simulator.books()
  const statement = first.simulator.organisations.statement('174379', { cursor: '2000.0' })
  leaveLockOfTheDead(stateFile)
  const second = await createSimulator({ stateFile, clock })
  expect(second.books()).toEqual(books)
  expect(second.organisations.statement('174379', { cursor: '2000.0' })).toEqual(statement)
  expect(second.audit()).toEqual([])
  await second.close()
})
