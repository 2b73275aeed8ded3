import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { exchange } from './http.ts'

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server has no other kind
}

function post(url: string, timeoutMs = 5000) {
  const edge = { fetch, clock: systemClock, redact: (text: string) => text }
  return exchange(edge, { method: 'POST', url, headers: {}, body: '{}', timeoutMs })
}

describe("Node's own fetch", () => {
  test('an answer comes as it is', async () => {
    const url = await listen((_, response) =>
      response.writeHead(500, { 'retry-after': '7' }).end('é'),
    )
    const answer = { answered: true, status: 500, text: 'é', retryAfterMs: 7000 }
    expect(await post(url)).toEqual(answer)
  })

  test('a closed port and an unknown name prove that nothing was sent', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    expect(await post(`http://127.0.0.1:${port}`)).toMatchObject({ failure: 'connection_failed' })
    expect(await post(`http://localhost:${port}`)).toMatchObject({ failure: 'connection_failed' })
    expect(await post('http://nowhere.invalid')).toMatchObject({ failure: 'connection_failed' })
  })

  test('a reset, before or in the middle of the answer, proves nothing', async () => {
    const before = await listen((request) => request.socket.resetAndDestroy())
    const middle = await listen((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"ResponseCode"')
      setTimeout(() => request.socket.destroy(), 20)
    })
    for (const url of [before, middle]) {
      expect(await post(url)).toMatchObject({ answered: false, failure: 'connection_lost' })
    }
  })

  test('a connection that is closed without an answer is not used for a second try', async () => {
    let requests = 0
    const url = await listen((request) => {
      requests += 1
      request.socket.end()
    })
    expect(await post(url)).toMatchObject({ failure: 'connection_lost' })
    expect(requests).toBe(1)
  })

  test('a redirect is not followed', async () => {
    let followed = 0
    const elsewhere = await listen((_, response) => {
      followed += 1
      response.end('{}')
    })
    const url = await listen((_, response) =>
      response.writeHead(307, { location: elsewhere }).end(),
    )
    expect(await post(url)).toMatchObject({ answered: true, status: 307 })
    expect(followed).toBe(0)
  })

  test('an endless answer is cut off', async () => {
    const url = await listen((_, response) => {
      const chunk = 'x'.repeat(16_384)
      const more = () => {
        while (response.writable && response.write(chunk));
      }
      response.on('drain', more)
      more()
    })
    expect(await post(url)).toMatchObject({ answered: false, failure: 'unreadable_answer' })
  })

  test('silence, and a body that never ends, meet the deadline', async () => {
    const silent = await listen(() => {})
    const dripping = await listen((_, response) => void response.writeHead(200).write('{'))
    for (const url of [silent, dripping]) {
      expect(await post(url, 100)).toMatchObject({ answered: false, failure: 'timed_out' })
    }
  })
})
