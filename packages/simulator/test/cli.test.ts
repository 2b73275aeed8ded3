import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from '../src/index.ts'
import { createCaller, payer } from './harness.ts'

const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hazina-simulator-cli-'))

/** Whatever a failed test leaves behind must not live on. */
const running = new Set<ChildProcess>()
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})

/** A command as somebody types it. */
function command(args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, NO_COLOR: '1', DARAJA_SIMULATOR_URL: '' },
  })
  running.add(child)
  child.on('close', () => running.delete(child))
  const said = { out: '', error: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.error += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code, ...said }))
  return { child, said, ended }
}

async function run(...args: string[]) {
  const { code, out, error } = await command(args).ended
  return { code, out, error }
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('start', () => {
  test('says where everything is, answers, keeps its state and stops at a signal', async () => {
    const state = join(folder, 'kept.jsonl')
    const args = ['start', '--port', '0', '--state', state, '--seed', '7', '--chaos', 'twice']
    const first = command(args)
    await expect.poll(() => first.said.out, { timeout: 15_000 }).toContain('Ctrl-C stops it')
    const { out } = first.said
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0] ?? ''
    for (const told of [
      `${url}/operator`,
      `${url}/simulator/certificate`,
      '174379',
      'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919',
      'testapi',
      'Safaricom999!*!',
      state,
      'twice',
    ]) {
      expect(out).toContain(told)
    }
    const made = await run(
      'phones',
      'add',
      '0711000222',
      '--name',
      'Wanja',
      '--balance',
      '70',
      '--url',
      url,
    )
    expect(made).toMatchObject({ code: 0, error: '' })
    expect(made.out).toBe('254711000222 is Wanja, with KES 70.00 and the PIN 1234.\n')
    const second = await run('start', '--port', '0', '--state', state)
    expect(second.code).toBe(1)
    expect(second.error.trim().split('\n')).toHaveLength(1)
    first.child.kill('SIGTERM')
    expect(await first.ended).toMatchObject({ code: 0, error: '' })

    const again = command(args)
    await expect.poll(() => again.said.out, { timeout: 15_000 }).toContain('Ctrl-C stops it')
    const newUrl = /http:\/\/127\.0\.0\.1:\d+/.exec(again.said.out)?.[0] ?? ''
    expect((await run('phones', '--url', newUrl)).out).toContain('254711000222  Wanja  KES 70.00')
    again.child.kill('SIGINT')
    expect((await again.ended).code).toBe(0)
  })

  test('a port in use, a damaged state file and a wrong address are one sentence each', async () => {
    const busy = createServer().listen(0, '127.0.0.1')
    await once(busy, 'listening')
    const address = busy.address()
    const port = String(typeof address === 'object' ? address?.port : 0)
    const damaged = join(folder, 'damaged.jsonl')
    writeFileSync(damaged, 'nonsense\n')
    expect(await run('start', '--port', port)).toEqual({
      code: 1,
      out: '',
      error: `Port ${port} of 127.0.0.1 is in use: stop what uses it, or choose another with --port.\n`,
    })
    busy.close()
    const state = await run('start', '--port', '0', '--state', damaged)
    expect(state.code).toBe(1)
    expect(state.error).toMatch(/^The simulator's state file .* is damaged at line 1: .*\.\n$/)
    const host = await run('start', '--port', '0', '--host', '203.0.113.9')
    expect(host).toMatchObject({
      code: 1,
      error: expect.stringContaining('no address 203.0.113.9'),
    })
  })

  test.each([
    [['start', '--prot', '1'], "Unknown option '--prot' (Did you mean --port?)\n"],
    [['start', '--port', 'x'], /argument 'x' is invalid\. A port is a number from 0 to 65535\.\n$/],
    [['start', '--chaos', 'hurricane'], /^There is no chaos “hurricane”; there are calm, /],
    [['start', '--chaos', '{"callback-dropped":7}'], /^callback-dropped: /],
    [['start', '--faults', '{'], /^That is not JSON: quote it/],
    [['start', '--auto-answer', 'run'], /It is one of manual, pay, cancel, ignore, wrong-pin\.\n$/],
    [['begin'], "Unknown command 'begin'\n"],
    [[], 'Say what to do: daraja-simulator --help tells what there is.\n'],
  ] as const)('%j is typed wrongly: exit 2 and a sentence', async (args, sentence) => {
    const { code, out, error } = await run(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(error).toMatch(sentence)
    expect(error.trim().split('\n')).toHaveLength(1)
  })
})

describe('with a running simulator', () => {
  let simulator: Simulator
  let daraja: ReturnType<typeof createCaller>
  const ask = (...args: string[]) => run(...args, '--url', simulator.url)

  beforeAll(async () => {
    simulator = await createSimulator({
      seed: 7,
      timings: { promptDelayMs: 1, callbackDelayMs: 1 },
      fetch: async () => new Response('{"ResultCode":0}'),
    })
    daraja = createCaller(simulator)
    await simulator.listen()
  })
  afterAll(() => simulator.close())

  test('pay types the PIN into the prompt, or cancels it', async () => {
    await daraja.push()
    await expect.poll(() => simulator.prompts.on(payer)).toBeDefined()
    expect((await ask('phones')).out).toContain('KES 125.00 to HAZINA TEST for INV-20417')
    expect(await ask('pay', '0708 374 149')).toMatchObject({
      code: 0,
      out: '0: The service request is processed successfully.\n',
    })
    expect((await ask('phones', payer)).out).toMatch(/MPESA: U\w{9} Confirmed\. Ksh125\.00/)
    expect(await ask('pay', payer)).toMatchObject({
      code: 1,
      error: `There is no prompt on ${payer}\n`,
    })
    await daraja.push()
    await expect.poll(() => simulator.prompts.on(payer)).toBeDefined()
    expect((await ask('pay', payer, '--decline')).out).toMatch(/^1032: /)
  })

  test('pay pays a PayBill from the menu', async () => {
    const paid = await ask('pay', payer, '--paybill', '600984', '--account', 'A1', '--amount', '40')
    expect(paid).toMatchObject({ code: 0, error: '' })
    expect(await ask('pay', payer, '--paybill', '600984', '--amount', '40')).toMatchObject({
      code: 2,
      error: 'A PayBill needs an account: say it with --account.\n',
    })
  })

  test('faults and chaos are shown, set and switched off', async () => {
    await ask('faults', '{"callback-dropped":{"times":2}}')
    expect(simulator.faults.get()).toEqual({ 'callback-dropped': { times: 2 } })
    await ask('faults', '{"quota":{}}', '--add')
    expect(JSON.parse((await ask('faults')).out)).toEqual({
      'callback-dropped': { times: 2 },
      quota: {},
    })
    await ask('faults', '{}')
    expect(simulator.faults.get()).toEqual({})
    expect((await ask('faults', '--list')).out).toContain('query-spurious')
    await ask('chaos', 'bad-day', '--seed', '5')
    expect(simulator.chaos.get()).toMatchObject({ profile: 'bad-day', seed: '5' })
    await ask('chaos', '{"callback-dropped":0.5}')
    expect(simulator.chaos.get().probabilities).toEqual({ 'callback-dropped': 0.5 })
    expect((await ask('chaos', '--list')).out).toContain('storm')
    await ask('chaos', 'calm')
    expect(await ask('faults', '{"nonsense":{}}')).toMatchObject({
      code: 1,
      error: expect.stringContaining('There is no fault “nonsense”'),
    })
  })

  test('the clock is shown and moved on', async () => {
    const before = simulator.clock.now().getTime()
    expect((await ask('clock', '3d')).out).toContain('seconds ahead')
    expect(simulator.clock.now().getTime() - before).toBeGreaterThanOrEqual(3 * 86_400_000)
    expect(await ask('clock', 'soon')).toMatchObject({
      code: 2,
      error: expect.stringContaining('90s'),
    })
  })

  test('a scenario is tried', async () => {
    expect((await ask('scenario')).out).toContain('paid-callback-lost')
    expect((await ask('scenario', 'phone-off', '--phone', '0722000111')).code).toBe(0)
    expect(simulator.subscribers.get('0722000111')?.state).toBe('off')
  })

  test('statement and books are exported, to a file or to standard output', async () => {
    const statement = await ask('export', 'statement', '174379')
    expect(statement).toMatchObject({ code: 0, error: '' })
    expect(statement.out).toContain('Receipt No')
    const file = join(folder, 'statement.xlsx')
    const saved = await ask('export', 'statement', '174379', '--format', 'xlsx', '-o', file)
    expect(saved).toMatchObject({ code: 0, out: `Written to ${file}.\n` })
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
    const books = await ask('export', 'books', '--format', 'jsonl')
    expect(books.code).toBe(0)
    for (const line of books.out.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
    expect(await ask('export', 'statement', '1')).toMatchObject({ code: 1 })
    expect(await ask('export', 'books', '--format', 'pdf')).toMatchObject({ code: 2 })
  })

  test('a session is recorded, and happens again', async () => {
    const file = join(folder, 'session.jsonl')
    expect((await ask('record', 'start')).code).toBe(0)
    // The token is three days old by now.
    await daraja.signIn()
    await daraja.push({ PhoneNumber: '254722000333' })
    await expect.poll(() => simulator.prompts.on('254722000333')).toBeDefined()
    simulator.prompts.pay('254722000333')
    await expect
      .poll(() => simulator.callbacks.list({ state: 'sent', search: '254722000333' }).items)
      .toHaveLength(1)
    await simulator.settled()
    expect((await ask('record', 'stop', '-o', file)).code).toBe(0)
    expect(await ask('replay', file)).toMatchObject({
      code: 0,
      out: '2 requests and 1 callbacks happened again.\n',
    })
    writeFileSync(file, 'nonsense')
    expect(await ask('replay', file)).toMatchObject({
      code: 1,
      error: 'The recording is damaged at line 1.\n',
    })
  })
})

test('without a simulator every command says how to start one', async () => {
  const { code, error } = await run('phones', '--url', 'http://127.0.0.1:9')
  expect(code).toBe(1)
  expect(error).toContain('start one with “daraja-simulator start”')
  expect(await run('phones', '--url', 'nowhere')).toMatchObject({ code: 2 })
})
