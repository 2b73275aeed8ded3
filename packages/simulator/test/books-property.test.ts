import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginWith } from '../src/beginning.ts'
import { auditOf } from '../src/books/audit.ts'
import { type MoneyEnd, type MoneyKind, moveMoney } from '../src/books/move.ts'
import { reverseMoney } from '../src/books/reverse.ts'
import { ControlError } from '../src/control/control-error.ts'
import { createNetwork } from '../src/create-network.ts'
import { createVirtualClock } from '../src/index.ts'
import { commit, type Network } from '../src/network.ts'
import { moveBetween, settle, topUp } from '../src/organisations/organisation-money.ts'
import { updateOrganisation } from '../src/organisations/organisations.ts'
import { updateSubscriber } from '../src/phones/subscribers.ts'
import { organisationAccounts, payBillTariffs, subscriberStates } from '../src/state/records.ts'
import { startAt } from './harness.ts'

const limits = { transactionKes: 5_000, dailyKes: 9_000, balanceKes: 20_000 }
const phones = ['254700000001', '254700000002', '254700000003']
const organisations = ['600984', '600992', '300584']
const kinds = [
  'payment',
  'buy-goods',
  'send-money',
  'withdrawal',
  'b2c',
  'pochi',
  'b2b',
  'tax',
  'express',
  'standing-order',
  'bonga',
] as const satisfies readonly MoneyKind[]

const phone = fc.constantFrom(...phones)
const shortcode = fc.constantFrom(...organisations)
const account = fc.constantFrom(...organisationAccounts)
const end: fc.Arbitrary<MoneyEnd> = fc.oneof(
  fc.record({ msisdn: phone }),
  fc.record({ shortcode }),
  fc.record({ shortcode, account: fc.constantFrom('utility', 'working', 'merchant') }),
  fc.constant({ agent: '123456' }),
)
const kes = fc.oneof(fc.integer({ min: 1, max: 6_000 }), fc.constantFrom(0, -5, 0.5, 1e9))

const command = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      kind: fc.constantFrom(...kinds),
      from: end,
      to: end,
      kes,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reverse' as const),
      back: fc.nat({ max: 30 }),
      shortcode,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const), shortcode, kes }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('top-up' as const), shortcode, account, kes }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('internal' as const),
      shortcode,
      from: account,
      to: account,
      kes,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('tariff' as const),
      shortcode,
      tariff: fc.constantFrom(...payBillTariffs),
      feePaidByBusiness: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('person' as const),
      phone,
      state: fc.constantFrom(...subscriberStates),
      registered: fc.boolean(),
      pochi: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cash' as const), phone, kes }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 60_000, 86_400_000),
    }),
  },
)
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

test('whatever is ordered, the books balance, nobody is below zero and no limit is exceeded', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 120 }), async (commands) => {
      const clock = createVirtualClock({ startAt })
      const subscribers = phones.map((number) => ({ phone: number, balance: 5_000 }))
      const options = { seed: 1, clock, limits, subscribers }
      const network = createNetwork(options, new AbortController().signal, () => undefined)
      beginWith(network, options)
      const receipts: string[] = []
      for (const one of commands) {
        if (one.do === 'wait') await clock.advance(one.ms)
        else carryOut(network, one, receipts)
        for (const row of network.state.tables.subscriber.values()) {
          expect(row.paid.cents).toBeLessThanOrEqual(limits.dailyKes * 100)
        }
      }
      expect(auditOf(network.state)).toEqual([])
      expect(new Set(receipts).size).toBe(receipts.length)
      network.state.close()
    }),
    { numRuns: 200 },
  )
})

function carryOut(
  network: Network,
  one: Exclude<Command, { do: 'wait' }>,
  receipts: string[],
): void {
  try {
    act(network, one, receipts)
  } catch (error) {
    // What a person may not do is refused, and nothing of it happened.
    if (!(error instanceof ControlError)) throw error
  }
}

function act(network: Network, one: Exclude<Command, { do: 'wait' }>, receipts: string[]): void {
  switch (one.do) {
    case 'move': {
      const amountCents = BigInt(Math.round(one.kes * 100))
      const { kind, from, to } = one
      const moved = moveMoney(network, { kind, from, to, amountCents })
      if (!moved.ok) return
      commit(network, moved.changes)
      receipts.push(moved.transaction.receipt)
      return
    }
    case 'reverse': {
      const receipt = receipts.at(-one.back) ?? 'UKN0000000'
      const reversed = reverseMoney(network, { receipt, shortcode: one.shortcode })
      if (!reversed.ok) return
      commit(network, reversed.changes)
      receipts.push(reversed.transaction.receipt)
      return
    }
    case 'settle':
      settle(network, one.shortcode, { amount: one.kes })
      return
    case 'top-up':
      topUp(network, one.shortcode, { account: one.account, amount: one.kes })
      return
    case 'internal':
      moveBetween(network, one.shortcode, { from: one.from, to: one.to, amount: one.kes })
      return
    case 'tariff':
      updateOrganisation(network, one.shortcode, {
        tariff: one.tariff,
        feePaidByBusiness: one.feePaidByBusiness,
      })
      return
    case 'person': {
      const { state, registered, pochi } = one
      updateSubscriber(network, one.phone, { state, registered, pochi })
      return
    }
    case 'cash':
      updateSubscriber(network, one.phone, { balance: one.kes })
  }
}
