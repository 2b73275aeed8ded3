import { once } from 'node:events'
import { request } from 'node:http'
import { beforeAll, describe, expect, test } from 'vitest'
import { payer, pushBody } from './harness.ts'
import { openSockets } from './socket-harness.ts'

const { sockets, call, send, token, push } = openSockets()

describe('the control API', () => {
  beforeAll(() => {
    sockets.simulator.subscribers.create({ phone: payer })
  })

  test('makes and changes phones', async () => {
    const made = await send('POST', 'subscribers', {
      phone: '0722 000 111',
      name: 'Wanja',
      balance: 12.5,
    })
    expect(made.status).toBe(201)
    expect(made.json()).toMatchObject({
      msisdn: '254722000111',
      name: 'Wanja',
      balance: 12.5,
      pin: '1234',
    })
    const change = {
      name: 'Wanjiku',
      balance: 300,
      pin: '4321',
      language: 'sw',
      state: 'off',
      autoAnswer: 'cancel',
    }
    expect((await send('PATCH', 'subscribers/254722000111', change)).json()).toMatchObject(change)
    expect((await send('GET', 'subscribers/0722000111')).json()).toMatchObject(change)
    expect((await send('GET', 'subscribers')).json()).toContainEqual(
      expect.objectContaining({ msisdn: '254722000111' }),
    )
  })

  test.each([
    ['POST', 'subscribers', { phone: '12' }, 400, 'not a Kenyan mobile number'],
    ['POST', 'subscribers', { name: 'X' }, 400, 'phone'],
    ['POST', 'subscribers', { phone: payer }, 409, 'a subscriber already'],
    ['PATCH', `subscribers/${payer}`, { balance: -1 }, 400, 'A balance is from 0'],
    ['PATCH', `subscribers/${payer}`, { balance: 500_001 }, 400, 'A balance is from 0 to 500000'],
    ['PATCH', `subscribers/${payer}`, { balance: 0.001 }, 400, 'at most two decimals'],
    ['PATCH', `subscribers/${payer}`, { pin: '12' }, 400, 'a PIN has four digits'],
    ['PATCH', `subscribers/${payer}`, { colour: 'red' }, 400, 'colour'],
    ['PATCH', 'subscribers/254799999999', { name: 'X' }, 404, 'No subscriber has the number'],
    ['GET', 'subscribers/254799999999', undefined, 404, 'No subscriber has the number'],
    ['POST', 'prompts/ws_CO_1/answer', { pin: '1234' }, 404, 'There is no prompt'],
    ['POST', 'pay', { phone: payer }, 409, 'There is no prompt on'],
    ['PUT', 'faults', { 'no-such': {} }, 400, 'There is no fault “no-such”'],
    [
      'PUT',
      'faults',
      { 'callback-dropped': { probability: 2 } },
      400,
      'callback-dropped: probability',
    ],
    [
      'PUT',
      'faults',
      { 'callback-duplicated': { copies: 1_000 } },
      400,
      'callback-duplicated: copies',
    ],
    ['PUT', 'faults', [], 400, 'Faults are an object'],
    ['POST', 'clock/advance', { ms: -5 }, 400, 'ms'],
    ['POST', 'sms', { to: payer, from: 'X' }, 400, 'text'],
  ])('%s %s %j is refused with %i and a sentence', async (method, path, body, status, sentence) => {
    const answer = await send(method, path, body)
    expect(answer.status).toBe(status)
    expect(answer.json().message).toContain(sentence)
  })

  test('moves the clock', async () => {
    const before = (await send('GET', 'clock')).json()
    const after = (await send('POST', 'clock/advance', { ms: 60_000 })).json()
    expect(after.offsetMs - before.offsetMs).toBeGreaterThanOrEqual(60_000)
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(60_000)
  })

  test('the log of requests shows no password, token or secret path', async () => {
    const secret = 'c0ffee00c0ffee00c0ffee00c0ffee00'
    await push({ PhoneNumber: '254711000004', CallBackURL: `${sockets.callbackUrl}/${secret}` })
    await expect.poll(() => sockets.simulator.prompts.on('0711000004')).toBeDefined()
    sockets.simulator.prompts.pay('0711000004')
    await expect.poll(() => sockets.callbacks.at(-1)?.url).toContain(secret)
    await sockets.simulator.settled()
    await send('POST', 'sms', { to: payer, from: 'HAZINA', text: 'Code 987654' })
    const bearer = await token()
    const entries = (await send('GET', 'requests')).json()
    const text = JSON.stringify(entries)
    expect(text).not.toContain(secret)
    expect(text).not.toContain(bearer)
    expect(text).not.toContain('987654')
    expect(text).not.toContain(String(pushBody().Password))
    expect(new Set(entries.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(['oauth', 'push', 'callback', 'sms']),
    )
  })

  test.each([
    [{ host: 'evil.example' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
  ])('refuses %j, as a page of somebody else would send it', async (headers) => {
    const outgoing = request(`${sockets.simulator.url}/simulator/state`, { headers })
    outgoing.end()
    const [answer] = await once(outgoing, 'response')
    answer.resume()
    expect(answer.statusCode).toBe(403)
  })

  test('takes JSON only, so that no form of another site can post', async () => {
    const answer = await call('/simulator/decline', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ phone: payer }),
    })
    expect(answer.status).toBe(415)
  })
})
