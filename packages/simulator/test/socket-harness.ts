import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, expect } from 'vitest'
import { createSimulator, type Simulator } from '../src/index.ts'
import { pushBody } from './harness.ts'

/** A simulator and a receiver of callbacks, both on real sockets, for the tests of one file. */
export function openSockets() {
  const callbacks: { url: string; headers: IncomingHttpHeaders; body: string }[] = []
  const receiver = createReceiver(callbacks)
  const sockets = { callbacks, callbackUrl: '' } as {
    callbacks: typeof callbacks
    callbackUrl: string
    simulator: Simulator
  } // the simulator is there before the first test
  beforeAll(async () => {
    receiver.listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const address = receiver.address()
    if (typeof address === 'object') {
      sockets.callbackUrl = `http://127.0.0.1:${address?.port}/hook/abc`
    }
    sockets.simulator = await createSimulator({
      timings: { promptDelayMs: 0, callbackDelayMs: 0, autoAnswerAfterMs: 0, earlyQueryMs: 0 },
    })
    await sockets.simulator.listen()
  })
  afterAll(async () => {
    expect(sockets.simulator.audit()).toEqual([])
    await sockets.simulator.close()
    receiver.close()
  })
  return { sockets, ...createCalls(sockets) }
}

function createReceiver(callbacks: { url: string; headers: IncomingHttpHeaders; body: string }[]) {
  return createServer((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (chunk) => {
      body += chunk
    })
    incoming.on('end', () => {
      callbacks.push({ url: incoming.url ?? '', headers: incoming.headers, body })
      outgoing.end('{"ResultCode":0}')
    })
  })
}

function createCalls(sockets: { simulator: Simulator; callbackUrl: string }) {
  const call = async (path: string, init?: RequestInit) => {
    const answer = await fetch(sockets.simulator.url + path, init)
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) }
  }
  const send = (method: string, path: string, body?: unknown) =>
    call(`/simulator/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  const token = async () => {
    const answer = await call('/oauth/v1/generate?grant_type=client_credentials', {
      headers: { authorization: 'Basic a2V5OnNlY3JldA==' },
    })
    return answer.json().access_token
  }
  const push = async (changes: Record<string, unknown> = {}) =>
    call('/mpesa/stkpush/v1/processrequest', {
      method: 'POST',
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      body: JSON.stringify(pushBody({ CallBackURL: sockets.callbackUrl, ...changes })),
    })

  return { call, send, token, push }
}
