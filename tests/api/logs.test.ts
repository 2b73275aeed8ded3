import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { composeServer, type Server } from '../../packages/server/src/system/compose.ts'
import { callbackBody, newReceipt, safaricomAddress } from '../setup/deposits.ts'
import { msisdnOf, newPhone, sharedSystem } from '../setup/scenario.ts'
import { createSeededRandom } from '../setup/system.ts'

const system = sharedSystem({
  variables: {
    MPESA_CALLBACK_ADDRESSES: '198.51.100.7',
    MPESA_CONSUMER_SECRET: 'a-secret-of-consumers',
  },
})

/** A second server whose log is kept, every level of it, with nothing taken out. */
async function talkativeServer(): Promise<{ server: Server; lines: string[] }> {
  const lines: string[] = []
  const out = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const { config, database, clock, simulator } = system()
  const server = await composeServer(config, {
    databaseUrl: database.appUrl,
    clock,
    random: createSeededRandom(77, () => clock.now()),
    fetch: simulator.fetch,
    logger: pino({ level: 'trace', base: null }, out),
    automaticWork: false,
  })
  return { server, lines }
}

test('a whole life of deposits and sign-ins leaves no phone, code, token, key or PIN in the log', async () => {
  const { server, lines } = await talkativeServer()
  const { simulator, key, config } = system()
  const call = (url: string, body: unknown, headers: Record<string, string> = {}) =>
    server.app.inject({
      method: body === undefined ? 'GET' : 'POST',
      url,
      headers,
      ...(body === undefined ? {} : { payload: body as object }),
      remoteAddress: '203.0.113.5',
    })
  const tell = (path: string, payload: string, remoteAddress = safaricomAddress) =>
    server.app.inject({ method: 'POST', url: path, payload, remoteAddress })
  const bearer = { authorization: `Bearer ${key}` }
  const secrets: string[] = [key, config.mpesa.passkey, config.mpesa.consumerSecret]

  // Somebody signs in, mistypes the code once, and signs out.
  const phone = newPhone()
  await call('/api/auth/code', { phone_number: phone })
  await call('/api/auth/code', { phone_number: phone })
  for (let waits = 0; waits < 100 && simulator.messages.of(phone).length === 0; waits += 1) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  const code = /^\d{6}/.exec(simulator.messages.of(phone)[0]?.text ?? '')?.[0] ?? ''
  expect(code).toMatch(/^\d{6}$/)
  await call('/api/auth/verify', { phone_number: phone, code: '000000' })
  const signedIn = await call('/api/auth/verify', { phone_number: phone, code })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
  secrets.push(code, cookie.split('=')[1] ?? '')
  const { user_id: userId } = signedIn.json().user

  // Pushes that are accepted, refused, lost and turned down; keys that are wrong.
  const pushTo = async (target: string, amount: number) => {
    const body = { user_id: userId, amount, phone_number: target }
    return call('/api/mpesa/stk-push', body, {
      ...bearer,
      'idempotency-key': `log ${target} ${amount}`,
    })
  }
  const others = Array.from({ length: 4 }, newPhone)
  const [accepted, refused, lost, wrongAmount] = others as [string, string, string, string]
  simulator.faults.add('spike-arrest', { phone: msisdnOf(refused) })
  simulator.faults.add('http-503-html', { phone: msisdnOf(lost), accepted: true })
  const answers = [await pushTo(accepted, 10), await pushTo(wrongAmount, 20)]
  await pushTo(refused, 30)
  await pushTo(lost, 40)
  await pushTo(accepted, 50)
  await pushTo('0733123456', 60)
  await call(
    '/api/users',
    { phone_number: phone },
    { authorization: `Bearer hzn_${'w'.repeat(43)}` },
  )
  await call('/api/users', { phone_number: 'x', pin: '1234' }, bearer)

  // What Safaricom says, and what a stranger says: true, repeated, contradicted, wrong, unreadable.
  for (const [place, answer] of answers.entries()) {
    const taken = simulator.pushes.get(answer.json().checkout_request_id)
    if (taken === undefined) throw new Error('not pushed')
    const path = new URL(taken.callbackUrl).pathname
    secrets.push(path.split('/').at(-1) ?? '')
    const target = others[place === 0 ? 0 : 3] ?? ''
    const deposit = {
      ...taken,
      userId,
      phone: target,
      amount: 10,
      transactionId: '',
      callbackPath: path,
    }
    const receipt = newReceipt()
    await tell(path, callbackBody(deposit, { receipt }), '203.0.113.66')
    await tell(path, callbackBody(deposit, { phone: msisdnOf(phone) }))
    await tell(path, callbackBody(deposit, { receipt }))
    await tell(path, callbackBody(deposit, { receipt }))
    await tell(path, callbackBody(deposit, { resultCode: 1032 }))
    await tell(path, `not json ${msisdnOf(target)}`)
    await tell('/api/mpesa/callback', callbackBody(deposit))
  }
  await server.work.drain()
  await call('/api/auth/sign-out', {}, { cookie })
  await server.close()

  const log = lines.join('')
  expect(lines.length).toBeGreaterThan(10)
  for (const event of [
    'deposit.pushed',
    'evidence.queued',
    'sign-in.done',
    'callback.from-elsewhere',
  ]) {
    expect(log).toContain(event)
  }
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(4)
    expect(log).not.toContain(secret)
  }
  for (const one of [phone, ...others]) expect(log).not.toContain(one.slice(1))
  expect(log).not.toMatch(/(?<![\d.-])(?:254|0)?[17]\d{8}(?!\d)/)
  expect(log).not.toContain('1234"')
})
