import { expect, test } from 'vitest'
import { startTestSystem } from '../setup/system.ts'

test('a paid prompt credits the wallet once, with its receipt', async () => {
  await using system = await startTestSystem()
  const user = await system.call('POST', '/api/users', { body: { phone_number: '0712345678' } })
  expect(user.status).toBe(201)
  const push = await system.call('POST', '/api/mpesa/stk-push', {
    body: { user_id: user.body.user_id, amount: 100, phone_number: '0712345678' },
  })
  expect(push).toMatchObject({ status: 200, body: { success: true, response_code: '0' } })
  await system.advance(2_000)
  await system.simulator.prompts.pay('254712345678')
  await system.advance(10_000)
  const status = await system.call('GET', `/api/mpesa/check-status/${push.body.transaction_id}`)
  expect(status.body).toMatchObject({ status: 'completed', amount: 100 })
  expect(status.body.mpesa_receipt_number).toMatch(/^[A-Z0-9]{10}$/)
  expect(await system.verify()).toMatchObject({
    ok: true,
    breaks: [],
    totals: { wallet: 10_000n, mpesa: 10_000n },
  })
})
