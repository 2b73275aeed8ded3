import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FaultName, faultNames, type Simulator } from '../src/index.ts'
import { autoAnswers } from '../src/options.ts'
import { callbackOf, startSimulator } from './harness.ts'

const phones = ['254700000001', '254700000002', '254700000003']
const command = fc.oneof(
  fc.record({
    do: fc.constant('push' as const),
    phone: fc.constantFrom(...phones),
    amount: fc.integer({ min: 1, max: 3_000 }),
  }),
  fc.record({
    do: fc.constant('answer' as const),
    phone: fc.constantFrom(...phones),
    pin: fc.constantFrom('1234', '0000', null),
  }),
  fc.record({
    do: fc.constant('auto' as const),
    phone: fc.constantFrom(...phones),
    mode: fc.constantFrom(...autoAnswers),
  }),
  fc.record({
    do: fc.constant('state' as const),
    phone: fc.constantFrom(...phones),
    state: fc.constantFrom('active' as const, 'off' as const),
  }),
  fc.record({
    do: fc.constant('cash' as const),
    phone: fc.constantFrom(...phones),
    balance: fc.integer({ min: 0, max: 10_000 }),
  }),
  fc.record({
    do: fc.constant('fault' as const),
    name: fc.constantFrom(...faultNames.filter((name) => name !== 'time-out')),
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(500, 2_000, 20_000, 70_000) }),
)

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

test('whatever happens, the books balance and every payment is told once or not at all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.array(command, { maxLength: 40 }), async (seed, commands) => {
      const { daraja, simulator, received } = await startSimulator({ seed })
      for (const one of commands) await carryOut(one, simulator, daraja)
      await simulator.advance(300_000)
      await simulator.settled()
      expect(simulator.audit()).toEqual([])
      const payments = simulator.books().transactions.filter(({ kind }) => kind === 'payment')
      const paid = simulator.pushes.list().filter(({ receipt }) => receipt !== null)
      expect(new Set(payments.map(({ receipt }) => receipt))).toEqual(
        new Set(paid.map(({ receipt }) => receipt)),
      )
      const utilityCents = simulator.books().organisations[0]?.utilityCents
      expect(utilityCents).toBe(
        paid.reduce((sum, { amountKes }) => sum + BigInt(amountKes) * 100n, 0n),
      )
      for (const callback of received)
        expect(callbackOf(callback).CheckoutRequestID).toMatch(/^ws_CO_/)
      await simulator.close()
    }),
    { numRuns: 60 },
  )
})

async function carryOut(
  one: Command,
  simulator: Simulator,
  daraja: Awaited<ReturnType<typeof startSimulator>>['daraja'],
): Promise<void> {
  switch (one.do) {
    case 'push':
      // A lost answer rejects; that is the point of it.
      await daraja.push({ PhoneNumber: one.phone, Amount: one.amount }).catch(() => undefined)
      return
    case 'answer':
      if (simulator.prompts.on(one.phone) === undefined) return
      if (simulator.subscribers.get(one.phone)?.state === 'off') return
      if (one.pin === null) simulator.prompts.decline(one.phone)
      else simulator.prompts.pay(one.phone, one.pin)
      return
    case 'auto':
      if (simulator.subscribers.get(one.phone))
        simulator.subscribers.update(one.phone, { autoAnswer: one.mode })
      return
    case 'state':
      if (simulator.subscribers.get(one.phone))
        simulator.subscribers.update(one.phone, { state: one.state })
      return
    case 'cash':
      if (simulator.subscribers.get(one.phone))
        simulator.subscribers.update(one.phone, { balance: one.balance })
      return
    case 'fault':
      simulator.faults.set({ [one.name satisfies FaultName]: { times: 2 } })
      return
    case 'wait':
      await simulator.advance(one.ms)
  }
}
