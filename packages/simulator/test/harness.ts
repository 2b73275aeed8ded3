import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { afterEach, expect } from 'vitest'
import {
  createSimulator,
  createVirtualClock,
  type Simulator,
  type SimulatorOptions,
} from '../src/index.ts'
import stk from '../test-data/stk.json' with { type: 'json' }

export { stk }

export const passkey = stk.passwords[0]?.passkey ?? ''
export const payer = '254708374149'
export const startAt = new Date('2026-11-23T09:00:00.250Z')

/** A callback as the receiver saw it. */
export type Received = { url: string; headers: Headers; body: string; atMs: number }

/** `startSimulator` for tests of one file: after each, the books are audited and everything is closed. */
export function startsSimulators(): typeof startSimulator {
  const open: Simulator[] = []
  afterEach(async () => {
    for (const simulator of open.splice(0)) {
      expect(simulator.audit()).toEqual([])
      await simulator.close()
    }
  })
  return async (options) => {
    const started = await startSimulator(options)
    open.push(started.simulator)
    return started
  }
}

/** A simulator under a virtual clock whose callbacks are kept instead of sent over a socket. */
export async function startSimulator(
  options: SimulatorOptions & {
    receive?: (received: Received) => Promise<Response> | Response
  } = {},
) {
  const { receive, ...rest } = options
  const clock = options.clock ?? createVirtualClock({ startAt })
  const received: Received[] = []
  const simulator = await createSimulator({
    seed: 7,
    clock,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const callback = {
        url: request.url,
        headers: request.headers,
        body: await request.text(),
        atMs: clock.now().getTime(),
      }
      received.push(callback)
      return receive?.(callback) ?? new Response('{"ResultCode":0,"ResultDesc":"Accepted"}')
    },
    ...rest,
  })
  return { simulator, clock, received, daraja: createCaller(simulator) }
}

/** Talks to Daraja in the plainest way. */
export function createCaller(simulator: Simulator) {
  let token = ''

  async function call(path: string, init: RequestInit = {}) {
    const answer = await simulator.fetch(simulator.url + path, init)
    const text = await answer.text()
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      text,
      json: parse(text),
    }
  }

  async function signIn(authorization = 'Basic a2V5OnNlY3JldA==') {
    const answer = await call('/oauth/v1/generate?grant_type=client_credentials', {
      headers: { authorization },
    })
    token = String(answer.json.access_token ?? '')
    return answer
  }

  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    if (token === '') await signIn()
    return call(path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  }

  return {
    call,
    signIn,
    post,
    token: () => token,
    push: (changes: Record<string, unknown> = {}, headers?: Record<string, string>) =>
      post(stk.requests.stkPush.path, pushBody(changes), headers),
    query: (checkoutRequestId: unknown) =>
      post(stk.requests.stkQuery.path, {
        ...stk.requests.stkQuery.body,
        CheckoutRequestID: checkoutRequestId,
      }),
    control: async (method: string, path: string, body?: unknown) =>
      call(path, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
  }
}

/** The reference's push, with these fields changed; undefined leaves one out. */
export function pushBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...stk.requests.stkPush.body, ...changes }
}

export function callbackOf(received: Received | undefined) {
  return JSON.parse(received?.body ?? '{}').Body.stkCallback
}

/** The value of one item of a success callback. */
export function itemOf(received: Received | undefined, name: string): unknown {
  const items: { Name: string; Value?: unknown }[] =
    callbackOf(received).CallbackMetadata?.Item ?? []
  return items.find((item) => item.Name === name)?.Value
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/**
 * What a death leaves behind: the lock of a process that is no more. A simulator of this process that was only abandoned
 * would still hold its file.
 */
export function leaveLockOfTheDead(stateFile: string): void {
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(`${stateFile}.lock`, JSON.stringify({ pid, began: null }))
}
