import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Msisdn, parseMsisdn } from '@hazina/daraja/msisdn'
import { createOffsetClock, createVirtualClock } from '@hazina/simulator'
import { expect, test } from 'vitest'
import { createSmsSender, type SmsConfig } from './sms.ts'
import type { SmsFetch } from './sms-exchange.ts'
import { SmsProblem } from './sms-problem.ts'

const to = msisdn('0712345678')
const message = { to, text: '004213 is your Hazina code.', purpose: 'code' } as const
const live: SmsConfig = {
  kind: 'africastalking',
  username: 'duka',
  apiKey: 'atsk_1',
  sandbox: false,
}

test('without a provider nothing is available, and sending says so', async () => {
  const sender = createSmsSender({ config: { kind: 'none' }, fetch, clock: createOffsetClock() })
  expect(sender.available).toBe(false)
  await expect(sender.send(message)).rejects.toMatchObject({ reason: 'not_configured' })
})

test("an SMS reaches the simulated phone's inbox with our name as its sender", async () => {
  const bodies: string[] = []
  await using server = await listen(async (request, response) => {
    const parts = []
    for await (const part of request) parts.push(part)
    bodies.push(`${request.method} ${request.url} ${Buffer.concat(parts)}`)
    response.writeHead(201).end('{}')
  })
  await simulated(`${server.url}/`).send(message)
  const sent = JSON.stringify({ to: '254712345678', from: 'HAZINA', text: message.text })
  expect(bodies).toEqual([`POST /simulator/sms ${sent}`])
})

test("Africa's Talking is asked in its own form, live and in its sandbox", async () => {
  const { asked, fetch } = answering(201, taken(101))
  await sender({ ...live, senderId: 'DUKA' }, fetch).send(message)
  await sender({ ...live, username: 'sandbox', sandbox: true }, fetch).send(message)
  expect(asked.map((one) => one.url)).toEqual([
    'https://api.africastalking.com/version1/messaging',
    'https://api.sandbox.africastalking.com/version1/messaging',
  ])
  expect(asked[0]?.headers).toEqual({
    apiKey: 'atsk_1',
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
    username: 'duka',
    to: '+254712345678',
    message: message.text,
    from: 'DUKA',
  })
  expect(new URLSearchParams(asked[1]?.body).has('from')).toBe(false)
})

test.each([100, 101, 102])('status %i is taken', async (statusCode) => {
  await sender(live, answering(201, taken(statusCode)).fetch).send(message)
})

test.each([
  ['a number that does not exist', 201, taken(403), 'refused', false],
  ['a subscriber who wants no SMS', 201, taken(406), 'refused', false],
  ['an empty account', 201, taken(405), 'refused', true],
  ['a status nobody knows', 201, taken(777), 'refused', true],
  ['no recipients', 201, nobody('InvalidSenderId'), 'refused', false],
  ['a wrong key', 401, 'The supplied authentication is invalid', 'refused', false],
  ['an overloaded provider', 503, '<html>', 'refused', true],
  ['an HTML page with 200', 200, '<html>', 'unreadable', true],
  ['an empty body', 200, '', 'unreadable', true],
])('%s is a failure of its kind', async (_, status, body, reason, worthRetrying) => {
  const failed = sender(live, answering(status, body).fetch).send(message)
  await expect(failed).rejects.toMatchObject({ name: 'SmsProblem', reason, worthRetrying })
})

test('no failure tells the text, the phone or the key', async () => {
  const echo = `${message.text} +254712345678 atsk_1`
  const fetches: SmsFetch[] = [
    answering(201, nobody(echo)).fetch,
    answering(500, echo).fetch,
    answering(200, echo).fetch,
    () =>
      Promise.reject(
        new TypeError(echo, { cause: Object.assign(new Error(echo), { code: echo }) }),
      ),
  ]
  for (const fetch of fetches) {
    const problem = await sender(live, fetch)
      .send(message)
      .catch((thrown: unknown) => thrown)
    expect(problem).toBeInstanceOf(SmsProblem)
    expect(JSON.stringify([String(problem), problem])).not.toMatch(/004213|712345678|atsk_1/)
    expect((problem as SmsProblem).cause).toBeUndefined()
  }
})

test('a provider that stays silent is given up after ten seconds', async () => {
  const clock = createVirtualClock({ startAt: new Date('2026-11-23T10:00:00Z') })
  let aborted = false
  const fetch: SmsFetch = (_, init) =>
    new Promise(() => init.signal.addEventListener('abort', () => (aborted = true)))
  let outcome: unknown = 'waiting'
  const sending = createSmsSender({ config: live, fetch, clock })
    .send(message)
    .catch((thrown: unknown) => (outcome = thrown))
  await clock.advance(9_999)
  expect(outcome).toBe('waiting')
  await clock.advance(1)
  await sending
  expect(outcome).toMatchObject({ reason: 'unanswered', worthRetrying: true })
  expect(aborted).toBe(true)
})

test('nothing listens: nothing was sent, and it is worth another try', async () => {
  const { url, [Symbol.asyncDispose]: close } = await listen(() => {})
  await close()
  await expect(simulated(url).send(message)).rejects.toMatchObject({
    reason: 'not_sent',
    worthRetrying: true,
  })
})

test('an endless answer is cut off, and a redirect is not followed', async () => {
  await using server = await listen((request, response) => {
    if (request.url === '/simulator/sms') response.end(Buffer.alloc(70_000, 'x'))
    else response.writeHead(307, { location: '/simulator/sms' }).end()
  })
  await expect(simulated(server.url).send(message)).rejects.toMatchObject({ reason: 'unreadable' })
  await expect(simulated(`${server.url}/elsewhere`).send(message)).rejects.toMatchObject({
    reason: 'unanswered',
  })
})

function sender(config: SmsConfig, fetch: SmsFetch) {
  return createSmsSender({ config, fetch, clock: createOffsetClock() })
}

function simulated(url: string) {
  return sender({ kind: 'simulator', url }, fetch)
}

function answering(status: number, body: string) {
  const asked: { url: string; headers: Record<string, string>; body: string }[] = []
  const fetch: SmsFetch = async (url, { headers, body: sent }) => {
    asked.push({ url, headers, body: sent })
    return new Response(body, { status })
  }
  return { asked, fetch }
}

function taken(statusCode: number): string {
  const recipient = { statusCode, number: '+254712345678', status: 'Any', messageId: 'ATXid_1' }
  return JSON.stringify({ SMSMessageData: { Message: 'Sent to 1/1', Recipients: [recipient] } })
}

function nobody(reason: string): string {
  return JSON.stringify({ SMSMessageData: { Message: reason, Recipients: [] } })
}

async function listen(handler: RequestListener) {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address has a port
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function msisdn(input: string): Msisdn {
  const parsed = parseMsisdn(input)
  if (!parsed.ok) throw new Error(`${input} is no phone number`)
  return parsed.msisdn
}
