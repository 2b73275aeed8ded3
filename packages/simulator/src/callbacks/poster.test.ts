import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createRawServer, type Server } from 'node:net'
import { generate } from 'selfsigned'
import { afterEach, expect, test } from 'vitest'
import { createPoster, type Poster } from './poster.ts'

const stack: (() => unknown)[] = []

afterEach(async () => {
  for (const undo of stack.splice(0).reverse()) await undo()
})

test('posts what was asked, and tells what was answered', async () => {
  const heard: { line: string; headers: IncomingMessage['headers']; body: string }[] = []
  const url = await serve((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text) => {
      body += text
    })
    request.on('end', () => {
      heard.push({ line: `${request.method} ${request.url}`, headers: request.headers, body })
      response.writeHead(202, { 'X-Answer': 'yes' }).end('{"ResultCode":"0","ResultDesc":"Ñandú"}')
    })
  })
  const outcome = await post(poster(), `${url}/hook?a=1 2`, { body: '{"name":"Wanjikũ"}' })
  expect(outcome).toMatchObject({
    status: 202,
    outcome: 'delivered',
    text: '{"ResultCode":"0","ResultDesc":"Ñandú"}',
    headers: { 'x-answer': 'yes' },
  })
  expect(heard).toEqual([
    {
      line: 'POST /hook?a=1%202',
      headers: expect.objectContaining({
        host: new URL(url).host,
        'content-type': 'application/json;charset=UTF-8',
        'content-length': '19',
      }),
      body: '{"name":"Wanjikũ"}',
    },
  ])
})

test('keeps a connection for the next post, and does not follow redirects', async () => {
  const ports = new Set<number | undefined>()
  const url = await serve((request, response) => {
    ports.add(request.socket.remotePort)
    request.resume().on('end', () => response.writeHead(302, { Location: '/other' }).end())
  })
  const sender = poster()
  for (let count = 0; count < 5; count++) {
    expect(await post(sender, url)).toMatchObject({ status: 302, outcome: 'refused' })
  }
  expect(ports.size).toBe(1)
})

test('opens another connection when the server closes each', async () => {
  const url = await serve((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { Connection: 'close' }).end('ok'))
  })
  const sender = poster()
  for (let count = 0; count < 5; count++)
    expect(await post(sender, url)).toMatchObject({ text: 'ok' })
})

test('many posts at once each get their own answer', async () => {
  const url = await serve((request, response) => {
    request.resume().on('end', () => {
      const number = Number(request.url?.slice(1))
      setTimeout(() => response.end(String(number)), number % 7)
    })
  })
  const sender = poster()
  const numbers = Array.from({ length: 300 }, (_, number) => String(number))
  const outcomes = await Promise.all(numbers.map((number) => post(sender, `${url}/${number}`)))
  expect(outcomes.map(({ text }) => text)).toEqual(numbers)
})

test.each([
  ['says nothing', 'no answer in time', () => undefined],
  ['hangs up', 'not delivered: ', (socket: { destroy(): void }) => socket.destroy()],
  [
    'speaks something else',
    'not delivered: The answer is not HTTP/1.1',
    (socket: { write(text: string): void }) => socket.write('220 mail.example ESMTP\r\n\r\n'),
  ],
])('a server that %s: %s', async (_name, outcome, act) => {
  const url = await listen(createRawServer((socket) => socket.on('data', () => act(socket))))
  expect(await post(poster(), url, { timeoutMs: 100 })).toMatchObject({
    status: null,
    outcome: expect.stringContaining(outcome),
  })
})

test('nobody there, no such name, no such protocol: told, never thrown', async () => {
  const server = createRawServer()
  const url = await listen(server)
  await new Promise((closed) => server.close(closed))
  const sender = poster()
  expect((await post(sender, url)).outcome).toMatch(/^not delivered: .*ECONNREFUSED/)
  expect((await post(sender, url.replace('127.0.0.1', 'localhost'))).outcome).toMatch(
    /^not delivered: .*ECONNREFUSED/,
  )
  expect((await post(sender, 'http://nobody.invalid/')).outcome).toMatch(/^not delivered: /)
  expect((await post(sender, 'ftp://127.0.0.1/')).outcome).toMatch(/^not delivered: /)
  expect((await post(sender, 'nonsense')).outcome).toMatch(/^not delivered: /)
  const forwarded = { 'X-Forwarded-For': '1.2.3.4\r\nHost: other' }
  expect((await post(sender, url, { headers: forwarded })).outcome).toMatch(/line break/)
})

test('a certificate that nobody vouches for is not trusted', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }])
  let asked = 0
  const server = createSecureServer({ key, cert }, (_request, response) => {
    asked++
    response.end()
  })
  const url = await listen(server)
  const outcome = await post(poster(), url.replace('http:', 'https:'))
  expect(outcome).toMatchObject({ status: null, outcome: expect.stringContaining('self-signed') })
  expect(asked).toBe(0)
})

test('close ends what is on its way', async () => {
  const url = await listen(createRawServer((socket) => socket.resume()))
  const sender = poster()
  const sending = post(sender, url)
  await new Promise((resolve) => setTimeout(resolve, 20))
  sender.close()
  expect(await sending).toMatchObject({ status: null, outcome: 'no answer in time' })
  expect(await post(sender, url)).toMatchObject({ status: null, outcome: 'no answer in time' })
})

function poster(): Poster {
  const created = createPoster({})
  stack.push(() => created.close())
  return created
}

function post(
  sender: Poster,
  url: string,
  given: { body?: string; timeoutMs?: number; headers?: Record<string, string> } = {},
) {
  const headers = { 'Content-Type': 'application/json;charset=UTF-8', ...given.headers }
  return sender.post({ url, body: '{}', timeoutMs: 5_000, ...given, headers })
}

function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  return listen(createServer(answer))
}

async function listen(server: Server): Promise<string> {
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stack.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo // of a server that listens on a port
  return `http://127.0.0.1:${port}`
}
