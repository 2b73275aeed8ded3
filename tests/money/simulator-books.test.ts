import { expect, test } from 'vitest'
import { callbackBody, newReceipt, openDeposit, postCallback } from '../setup/deposits.ts'
import { newPhone } from '../setup/scenario.ts'
import { startTestSystem } from '../setup/system.ts'

const { ok, breaks } = { ok: true, breaks: [] }

test('our float and the simulator’s books agree after payments, refusals and a lost callback', async () => {
  await using system = await startTestSystem()
  await using _ = expectingAuditedBooks(system)
  const paid = await openDeposit(system)
  const declined = await openDeposit(system, { amount: 250 })
  const untold = await openDeposit(system, { amount: 70 })
  system.simulator.faults.set({
    'callback-dropped': { checkoutRequestId: untold.checkoutRequestId },
  })
  await system.advance(2_000)
  system.simulator.prompts.pay(paid.phone)
  system.simulator.prompts.decline(declined.phone)
  system.simulator.prompts.pay(untold.phone)
  await system.advance(8_000)
  const float = { shortcode: '174379', safaricomCents: 17_000n, ownMovesCents: 0n }
  expect(await system.verifyBesideSimulator()).toMatchObject({
    ok,
    breaks,
    float: { ...float, bookedCents: 10_000n, waitingCents: 7_000n },
  })
  await system.advance(60_000)
  expect(await system.verifyBesideSimulator()).toMatchObject({
    ok,
    breaks,
    totals: { mpesa: 17_000n },
    float: { ...float, bookedCents: 17_000n, waitingCents: 0n },
  })
})

test('what a business moves itself is no customer’s money', async () => {
  await using system = await startTestSystem()
  await using _ = expectingAuditedBooks(system)
  system.simulator.organisations.topUp('174379', { account: 'utility', amount: 500 })
  expect(await system.verifyBesideSimulator()).toMatchObject({
    ok,
    breaks,
    float: { safaricomCents: 50_000n, ownMovesCents: 50_000n, bookedCents: 0n },
  })
})

test('money that Safaricom has and nobody told us of is named', async () => {
  await using system = await startTestSystem()
  await using _ = expectingAuditedBooks(system)
  const phone = newPhone()
  system.simulator.subscribers.create({ phone, balance: 1_000 })
  const { receipt } = system.simulator.phones.payBill({
    phone,
    business: '174379',
    account: 'HNOBODY',
    amount: 40,
    pin: '1234',
  })
  const found = await system.verifyBesideSimulator()
  expect(found.ok).toBe(false)
  expect(found.breaks).toEqual([
    {
      check: 'what Safaricom received is in our books or waits in a queue',
      subject: `receipt ${receipt}`,
      detail: '4000 cents were paid for account “HNOBODY”, and we do not know it',
    },
  ])
})

test('a credit for money that Safaricom never had is named', async () => {
  await using system = await startTestSystem()
  const deposit = await openDeposit(system)
  const told = { receipt: newReceipt() }
  await postCallback(system, deposit.callbackPath, callbackBody(deposit, told))
  const own = await system.verify()
  expect(own).toMatchObject({ ok, breaks })
  const { breaks: found } = await system.verifyBesideSimulator()
  expect(found).toEqual([
    {
      check: 'what we credited Safaricom has received',
      subject: deposit.transactionId,
      detail: 'credited 10000 cents that are not in Safaricom’s books',
    },
  ])
})

/** At the end both books add up, each by itself. */
function expectingAuditedBooks(
  system: Awaited<ReturnType<typeof startTestSystem>>,
): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      expect(system.simulator.audit()).toEqual([])
      expect(await system.verify()).toMatchObject({ ok, breaks })
    },
  }
}
