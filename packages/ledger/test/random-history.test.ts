import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type AccountId,
  audit,
  centsFrom,
  closeDay,
  commitHold,
  type HoldId,
  ledgerErrorFrom,
  placeHold,
  sealRecordedAccounts,
  voidHold,
} from '../src/index.ts'
import { type Books, inTx, openBooks, postBatch, walletOf } from './books.ts'

let books: Books
let users = 1
beforeAll(async () => {
  books = await openBooks()
})
afterAll(() => books[Symbol.asyncDispose]())

const dayMs = 86_400_000
const firstDay = Date.UTC(2026, 10, 23, 9)
let day = 0
const at = () => new Date(firstDay + day * dayMs)

const index = fc.nat({ max: 3 })
const amount = fc.bigInt({ min: 1n, max: 5_000n })
const step = fc.oneof(
  fc.record({
    do: fc.constant('deposit' as const),
    items: fc.array(fc.record({ to: index, amount }), { minLength: 1, maxLength: 6 }),
  }),
  fc.record({
    do: fc.constant('transfer' as const),
    items: fc.array(fc.record({ from: index, to: index, amount }), { minLength: 1, maxLength: 6 }),
    crash: fc.boolean(),
  }),
  fc.record({ do: fc.constant('hold' as const), of: index, amount }),
  fc.record({ do: fc.constant('commit' as const), hold: fc.nat({ max: 5 }), amount }),
  fc.record({ do: fc.constant('void' as const), hold: fc.nat({ max: 5 }) }),
  fc.record({ do: fc.constant('seal' as const), limit: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ do: fc.constant('close' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

type Hold = { id: HoldId; of: number; amount: bigint; open: boolean }
type Model = { accounts: AccountId[]; balances: bigint[]; held: bigint[]; holds: Hold[] }

/** What the step must do to the model, or the code of its refusal. Amounts move in order, each seen by the next. */
function expected(model: Model, one: Step): string | undefined {
  const { balances, held, holds } = model
  switch (one.do) {
    case 'deposit':
      for (const { to, amount } of one.items) add(balances, to, amount)
      return undefined
    case 'transfer': {
      const tried = [...balances]
      for (const { from, to, amount } of one.items) {
        if (at0(tried, from) - at0(held, from) < amount) return 'insufficient_funds'
        add(tried, from, -amount)
        add(tried, to, amount)
      }
      if (!one.crash) model.balances = tried
      return undefined
    }
    case 'hold':
      if (at0(balances, one.of) - at0(held, one.of) < one.amount) return 'insufficient_funds'
      add(held, one.of, one.amount)
      return undefined
    case 'commit':
    case 'void': {
      const hold = holds[one.hold]
      if (!hold) return 'hold_unknown'
      if (!hold.open) return 'hold_resolved'
      if (one.do === 'commit' && one.amount > hold.amount) return 'hold_amount'
      hold.open = false
      add(held, hold.of, -hold.amount)
      if (one.do === 'commit') add(balances, hold.of, -one.amount)
      return undefined
    }
    case 'seal':
    case 'close':
      return undefined
  }
}

async function run(model: Model, one: Step): Promise<void> {
  const { accounts, holds } = model
  const { pool, app, float } = books
  const account = (place: number) => accounts[place] as AccountId // Places are below the number of accounts.
  const holdId = (place: number) => holds[place]?.id ?? (0n as HoldId)
  switch (one.do) {
    case 'deposit': {
      const items = one.items.map(({ to, amount }) => ({
        debit: float,
        credit: account(to),
        amountCents: amount,
      }))
      await postBatch(pool, { kind: 'deposit', items, at: at() })
      return
    }
    case 'transfer': {
      const items = one.items.map(({ from, to, amount }) => ({
        debit: account(from),
        credit: account(to),
        amountCents: amount,
      }))
      await inTx(pool, async (client) => {
        await postBatch(client, { kind: 'transfer', items, at: at() })
        if (one.crash) throw new Crash()
      })
      return
    }
    case 'hold': {
      const input = { account: account(one.of), amountCents: centsFrom(one.amount), now: at() }
      const id = await placeHold(pool, { ...input, transactionId: randomUUID() })
      holds.push({ id, of: one.of, amount: one.amount, open: true })
      return
    }
    case 'commit': {
      const amountCents = centsFrom(one.amount)
      const input = { hold: holdId(one.hold), amountCents, creditAccount: float, now: at() }
      await commitHold(pool, { ...input, kind: 'withdrawal' })
      return
    }
    case 'void':
      await voidHold(pool, { hold: holdId(one.hold), now: at(), reason: 'declined' })
      return
    case 'seal':
      await sealRecordedAccounts(app, { limit: one.limit })
      return
    case 'close': {
      const closing = new Date(firstDay + day * dayMs).toISOString().slice(0, 10)
      day += 1
      await closeDay(pool, { day: closing, now: at() })
    }
  }
}

class Crash extends Error {
  readonly code = undefined
}

test('after any history the books hold, and say what a plain sum says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const accounts = await Promise.all([0, 1, 2, 3].map(() => books.wallet(users++)))
      const model: Model = {
        accounts,
        balances: [0n, 0n, 0n, 0n],
        held: [0n, 0n, 0n, 0n],
        holds: [],
      }
      for (const one of steps) {
        const code = expected(model, one)
        const outcome = await run(model, one).then(
          () => undefined,
          (error: unknown) => {
            if (error instanceof Crash) return undefined
            return ledgerErrorFrom(error)?.code ?? error
          },
        )
        expect(
          outcome,
          JSON.stringify(one, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
        ).toBe(code)
      }
      for (const [place, account] of accounts.entries()) {
        expect(await walletOf(books, account)).toMatchObject({
          balance: model.balances[place],
          held: model.held[place],
        })
      }
      const { breaks, totals } = await audit(books.app)
      expect(breaks).toEqual([])
      expect(totals.wallet).toBe(totals.mpesa)
    }),
    { numRuns: 60 },
  )
})

function at0(list: bigint[], place: number): bigint {
  return list[place] ?? 0n
}

function add(list: bigint[], place: number, amount: bigint): void {
  list[place] = at0(list, place) + amount
}
