import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { passkey, payer, pushBody } from './harness.ts'
import { openSockets } from './socket-harness.ts'

const { sockets, call, send, token, push } = openSockets()

describe('over HTTP', () => {
  test('a deposit: push, prompt on the phone, PIN, callback, SMS, books', async () => {
    const id = (await push()).json().CheckoutRequestID
    await expect.poll(() => sockets.simulator.prompts.on(payer)?.checkoutRequestId).toBe(id)
    const state = (await send('GET', 'state')).json()
    expect(state).toMatchObject({
      clockOffsetMs: 0,
      business: [{ shortcode: '174379', name: 'HAZINA TEST', type: 'paybill' }],
      subscribers: [
        {
          msisdn: payer,
          name: expect.any(String),
          balance: 5_000,
          pin: '1234',
          language: 'en',
          state: 'active',
          autoAnswer: 'manual',
          prompt: { checkoutRequestId: id, amount: 125, account: 'INV-20417' },
          messages: [],
          unread: 0,
        },
      ],
      faults: {},
    })
    expect(JSON.stringify(state)).not.toContain(passkey)
    expect((await send('POST', `prompts/${id}/answer`, { pin: '1234' })).json()).toEqual({
      resultCode: '0',
      resultDesc: 'The service request is processed successfully.',
      accepted: true,
    })
    await expect.poll(() => sockets.callbacks.length).toBe(1)
    expect(sockets.callbacks[0]).toMatchObject({
      url: '/hook/abc',
      headers: {
        'content-type': 'application/json;charset=UTF-8',
        businessshortcode: '174379',
      },
    })
    expect((await send('GET', 'books')).json()).toMatchObject({
      audit: [],
      subscribersCents: 487_500,
      organisations: [{ shortcode: '174379', utilityCents: 12_500 }],
      transactions: [{ kind: 'opening' }, { kind: 'payment', receipt: expect.any(String) }],
    })
    expect((await send('GET', `subscribers/${payer}/messages`)).json()).toHaveLength(1)
  })

  test('answer-lost breaks the connection, the prompt arrives', async () => {
    await send('PUT', 'faults', { 'answer-lost': { phone: '0711 000 001', times: 1 } })
    await expect(push({ PhoneNumber: '254711000001' })).rejects.toThrow()
    await expect.poll(() => sockets.simulator.prompts.on('0711000001')).toBeDefined()
    expect((await send('POST', 'decline', { phone: '0711000001' })).json().resultCode).toBe('1032')
  })

  test('time-out keeps the caller waiting until they go', async () => {
    await send('PUT', 'faults', { 'time-out': { times: 1 } })
    const bearer = await token()
    const socket = connect(Number(new URL(sockets.simulator.url).port), '127.0.0.1')
    const body = JSON.stringify(pushBody({ PhoneNumber: '254711000002' }))
    socket.write(
      `POST /mpesa/stkpush/v1/processrequest HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${bearer}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk
    })
    await expect.poll(() => sockets.simulator.faults.get()).toEqual({})
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard).toBe('')
    socket.destroy()
  })

  test('the live socket says which phone changed', async () => {
    const socket = new WebSocket(`${sockets.simulator.url.replace('http', 'ws')}/simulator/live`)
    const events: unknown[] = []
    socket.addEventListener('message', ({ data }) => events.push(JSON.parse(String(data))))
    await once(socket, 'open')
    await send('POST', 'sms', { to: '0711000003', from: 'HAZINA', text: 'Code 111222' })
    await expect.poll(() => events).toContainEqual({ type: 'changed', msisdn: '254711000003' })
    socket.close()
  })

  test('the page of phones is served, with what keeps it to itself', async () => {
    const page = await call('/')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toMatch(/text\/html/)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect((await call('/phones/main.js')).headers.get('content-type')).toMatch(/javascript/)
    expect((await call('/../package.json')).status).toBe(404)
  })
})
