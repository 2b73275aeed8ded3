import { Agent, request } from 'node:http'
import fastify from 'fastify'
import type { Question } from './simulator-process.ts'

/**
 * The least that could answer a push and tell of it: a route with a fixed answer, and a POST of a fixed callback. It
 * checks nothing, moves nothing and remembers nothing.
 */
const app = fastify()
const agent = new Agent({ keepAlive: true, maxSockets: 128 })
let count = 0

app.get('/oauth/v1/generate', () => ({ access_token: 'bare', expires_in: 3_599 }))
app.post<{ Body: { CallBackURL: string } }>('/mpesa/stkpush/v1/processrequest', ({ body }) => {
  const CheckoutRequestID = `bare-${++count}`
  setTimeout(tell, 60, body.CallBackURL, CheckoutRequestID, count)
  return {
    MerchantRequestID: 'bare',
    CheckoutRequestID,
    ResponseCode: '0',
    ResponseDescription: 'Success. Request accepted for processing',
    CustomerMessage: 'Success. Request accepted for processing',
  }
})

function tell(url: string, CheckoutRequestID: string, number: number): void {
  const Item = [
    { Name: 'Amount', Value: 1 },
    { Name: 'MpesaReceiptNumber', Value: `BARE${number}` },
    { Name: 'Balance' },
    { Name: 'TransactionDate', Value: 20261123000000 },
    { Name: 'PhoneNumber', Value: 254710000000 },
  ]
  const result = { ResultCode: 0, ResultDesc: 'Bare', CallbackMetadata: { Item } }
  const body = JSON.stringify({
    Body: { stkCallback: { MerchantRequestID: 'bare', CheckoutRequestID, ...result } },
  })
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  request(url, { method: 'POST', agent, headers }, (answer) => answer.resume()).end(body)
}

function answer(question: Question): unknown {
  switch (question.ask) {
    case 'cpu':
      return process.cpuUsage()
    case 'memory':
      return process.memoryUsage()
    case 'books':
      return { audit: [], collectedCents: count * 100 }
    case 'fill':
      return 0
  }
}

const startedAtMs = performance.now()
const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.on('message', (question: Question) => process.send?.(answer(question)))
process.on('disconnect', () => process.exit())
process.send?.({ url, startMs: performance.now() - startedAtMs })
