import { beforeAll, expect, test } from 'vitest'
import { safaricomAddress } from '../setup/api-call.ts'
import { openDeposit, queuesOf, statusOf } from '../setup/deposits.ts'
import { forgeries } from '../setup/model.ts'
import { makeForgery, post } from '../setup/model-forge.ts'
import { movementsOf } from '../setup/model-world.ts'
import { balanceOf, newPhone, sharedSystem } from '../setup/scenario.ts'

const system = sharedSystem({ variables: { MPESA_CALLBACK_ADDRESSES: safaricomAddress } })

// Somebody has paid before, so that there is a receipt to replay.
beforeAll(async () => {
  const phone = newPhone()
  system().simulator.subscribers.create({ phone, autoAnswer: 'pay' })
  const deposit = await openDeposit(system(), { phone })
  await system().elapse(10_000)
  expect(await balanceOf(system(), deposit.userId)).toBe(100)
})

test.each(forgeries)('a forged callback (%s) moves nothing, not even suspense', async (forgery) => {
  const deposit = await openDeposit(system())
  const push = system().simulator.pushes.get(deposit.checkoutRequestId)
  const forged = push && (await makeForgery(system(), push, forgery))
  if (forged === undefined) throw new Error('this forgery could not be made')
  const before = await movementsOf(system())
  for (let times = 0; times < 3; times += 1) {
    expect((await post(system(), forged))?.status).toBe(200)
    await system().settle()
  }
  expect(await movementsOf(system())).toEqual(before)
  expect(await statusOf(system(), deposit)).toMatchObject({ status: 'pending' })

  // The real end comes all the same, and is the only one.
  const said = await queuesOf(system(), deposit.transactionId)
  await system().elapse(2_000)
  system().simulator.prompts.pay(deposit.phone)
  await system().elapse(10_000)
  expect(await statusOf(system(), deposit)).toMatchObject({ status: 'completed' })
  expect(await balanceOf(system(), deposit.userId)).toBe(100)
  expect(await queuesOf(system(), deposit.transactionId)).toEqual(said)
})

test('what no deposit can be found for waits in a queue, counted and not piled up', async () => {
  const { rows } = await system().server.ctx.db.pool.query(
    "select queue, times from mpesa.review_case where queue = 'unbound' and closed_at is null",
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]?.times).toBeGreaterThan(1)
})
