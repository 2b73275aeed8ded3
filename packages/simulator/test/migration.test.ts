import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { createVirtualClock } from '../src/index.ts'
import { callbackOf, payer, startAt, startSimulator } from './harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'hazina-simulator-migration-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const nowMs = startAt.getTime()
const cents = (value: number) => ({ bigint: String(value) })

const subscriber = {
  msisdn: payer,
  name: 'FAITH ACHIENG',
  pin: '4321',
  language: 'sw',
  state: 'active',
  autoAnswer: null,
  wrongPins: 1,
  unread: 0,
  paid: { day: '20261123', cents: 12_500 },
  lastPaid: null,
  pushId: 'ws_CO_2',
}

const push = (id: string, given: Record<string, unknown>) => ({
  checkoutRequestId: id,
  merchantRequestId: `m-${id}`,
  shortcode: '174379',
  businessName: 'HAZINA TEST',
  msisdn: payer,
  amountKes: 125,
  account: 'INV-20417',
  callbackUrl: 'http://localhost/hook',
  text: 'Je, ungependa kulipa?',
  acceptedAtMs: nowMs - 5_000,
  stage: 'open',
  opensAtMs: nowMs - 4_000,
  expiresAtMs: nowMs + 50_000,
  failure: null,
  faults: [],
  result: null,
  finalAtMs: null,
  paidAtMs: null,
  receipt: null,
  ...given,
})

const paid = {
  stage: 'answered',
  result: { code: '0', callbackText: 'OK', queryText: 'OK' },
  finalAtMs: nowMs - 2_000,
  paidAtMs: nowMs - 3_000,
  receipt: 'UKNAAAAAAA',
}

const rows = [
  [
    'meta',
    'only',
    {
      requestCounter: 500,
      receiptCounter: 7,
      receiptOffset: 99,
      idCounter: 40,
      nodeTail: 'aaaa-bbbb-cccc-dddddddddddd',
      randomState: 5,
      clockOffsetMs: 0,
    },
  ],
  ['subscriber', payer, subscriber],
  ['push', 'ws_CO_1', push('ws_CO_1', paid)],
  ['push', 'ws_CO_2', push('ws_CO_2', { amountKes: 40 })],
  [
    'scheduled',
    's1',
    {
      id: 's1',
      task: 'post',
      checkoutRequestId: 'ws_CO_1',
      dueAtMs: nowMs,
      url: 'http://localhost/hook',
      body: '{"Body":{"stkCallback":{"CheckoutRequestID":"ws_CO_1","ResultCode":0}}}',
      copies: 1,
      concurrency: 1,
      attemptsLeft: 1,
      forged: false,
      forwardedFor: null,
    },
  ],
  [
    'transaction',
    't1',
    {
      id: 't1',
      atMs: nowMs - 9_000,
      kind: 'opening',
      receipt: null,
      checkoutRequestId: null,
      entries: [
        { account: 'world', cents: cents(-500_000) },
        { account: `subscriber:${payer}`, cents: cents(500_000) },
      ],
    },
  ],
  [
    'transaction',
    't2',
    {
      id: 't2',
      atMs: nowMs - 3_000,
      kind: 'payment',
      receipt: 'UKNAAAAAAA',
      checkoutRequestId: 'ws_CO_1',
      entries: [
        { account: `subscriber:${payer}`, cents: cents(-13_000) },
        { account: 'organisation:174379:utility', cents: cents(12_500) },
        { account: 'fees', cents: cents(500) },
      ],
    },
  ],
  // Of transactions that had been dropped already.
  ['forward', 'world', { account: 'world', cents: cents(-70_000) }],
  [
    'forward',
    'organisation:555001:merchant',
    { account: 'organisation:555001:merchant', cents: cents(70_000) },
  ],
]

function olderFile(name: string): string {
  const path = join(folder, name)
  const payload = JSON.stringify(rows)
  const sum = crc32(payload).toString(16).padStart(8, '0')
  writeFileSync(path, `{"hazinaSimulator":1}\n["${sum}",${payload}]\n`)
  return path
}

test('a state file of before there were organisations is taken over, with its money and what was under way', async () => {
  const stateFile = olderFile('older.jsonl')
  const clock = createVirtualClock({ startAt })
  const { simulator, received } = await startSimulator({ stateFile, clock })
  expect(simulator.audit()).toEqual([])
  expect(simulator.subscribers.get(payer)).toMatchObject({
    name: 'FAITH ACHIENG',
    pin: '4321',
    language: 'sw',
    balance: 4_870,
    registered: true,
    leftToday: 499_875,
  })
  expect(simulator.books()).toMatchObject({ feesCents: 500n, broughtInCents: 570_000n })
  expect(simulator.organisations.get('174379')?.balances.utility).toBe(125)
  expect(simulator.organisations.get('555001')?.balances.merchant).toBe(700)
  expect(simulator.transactions.get('UKNAAAAAAA')).toMatchObject({
    kind: 'payment',
    amount: 125,
    charge: 5,
    account: 'INV-20417',
    debit: { id: payer, name: 'FAITH ACHIENG' },
    credit: { id: '174379', account: 'Utility Account' },
  })
  await simulator.advance(0)
  expect(callbackOf(received[0]).CheckoutRequestID).toBe('ws_CO_1')
  expect(simulator.prompts.pay(payer, '4321').accepted).toBe(true)
  await simulator.advance(10_000)
  expect(simulator.organisations.statement('174379').items).toMatchObject([
    { account: 'INV-20417', paidInCents: 4_000n, balanceCents: 16_500n },
    { account: 'INV-20417', paidInCents: 12_500n, balanceCents: 12_500n },
  ])
  expect(simulator.audit()).toEqual([])
  await simulator.close()

  expect(readFileSync(stateFile, 'utf8')).toMatch(/^\{"hazinaSimulator":2\}\n/)
  const again = await startSimulator({ stateFile, clock })
  expect(again.simulator.subscribers.get(payer)?.balance).toBe(4_830)
  expect(again.simulator.audit()).toEqual([])
  await again.simulator.close()
})

test('a state file of a newer simulator is left as it is', async () => {
  const stateFile = join(folder, 'newer.jsonl')
  writeFileSync(stateFile, '{"hazinaSimulator":3}\n')
  await expect(startSimulator({ stateFile })).rejects.toThrow('written by a newer simulator')
  expect(readFileSync(stateFile, 'utf8')).toBe('{"hazinaSimulator":3}\n')
})
