import type { PushRecord } from '@hazina/simulator'
import type { ToldCallback } from './server-host.ts'
import type { TestSystem } from './system.ts'

/** One phone of a history, and whose wallet its payments are for. */
export type ModelPhone = { number: string; msisdn: string; userId: number; lastTransaction: string }

/** A history's own users and phones in a system that other histories used before. */
export type World = {
  system: TestSystem
  phones: ModelPhone[]
  userIds: number[]
  /** Every callback that was sent in this history. */
  told: () => ToldCallback[]
}

let phonesMade = 0
let keysMade = 0

/** Makes the people of a history. A user may have several phones; a phone pays into one wallet. */
export async function populate(
  system: TestSystem,
  told: readonly ToldCallback[],
  { users, phones }: { users: number; phones: number },
): Promise<World> {
  const numbers = Array.from({ length: Math.max(users, phones) }, newNumber)
  const userIds: number[] = []
  for (const phone_number of numbers.slice(0, users)) {
    const made = await system.call('POST', '/api/users', { body: { phone_number } })
    userIds.push(made.body.user_id)
  }
  const toldBefore = told.length
  return {
    system,
    userIds,
    told: () => told.slice(toldBefore),
    phones: numbers.map((number, place) => {
      const msisdn = `254${number.slice(1)}`
      system.simulator.subscribers.create({ phone: number, balance: 900 })
      // There are as many user ids as users.
      return { number, msisdn, userId: userIds[place % users] as number, lastTransaction: '' }
    }),
  }
}

export function newKey(): string {
  keysMade += 1
  return `history ${keysMade}`
}

function newNumber(): string {
  phonesMade += 1
  return `07${String(10_000_000 + phonesMade).padStart(8, '0')}`
}

/** The pushes that Safaricom took for the phones of this history, oldest first. */
export function pushesOf({ system, phones }: World): PushRecord[] {
  const own = new Set(phones.map((phone) => phone.msisdn))
  return system.simulator.pushes.list().filter((push) => own.has(push.msisdn))
}

/** The callbacks that Safaricom itself sent for a push, or a copy of one. */
export function genuineCallbacks(world: World, push: PushRecord): ToldCallback[] {
  const path = new URL(push.callbackUrl).pathname
  return world
    .told()
    .filter(
      (one) =>
        one.path === path &&
        one.body.includes(`"${push.checkoutRequestId}"`) &&
        (!isSuccess(one) || (push.receipt !== null && one.body.includes(`"${push.receipt}"`))),
    )
}

export function isSuccess(told: ToldCallback): boolean {
  return told.body.includes('"ResultCode":0,')
}

/** How much has ever moved in the books, and how often. */
export async function movementsOf(system: TestSystem): Promise<unknown> {
  const { rows } = await system.server.ctx.db.pool.query(
    `select count(*) as entries, sum(abs(amount_cents)) as moved,
       sum(amount_cents) filter (where amount_cents > 0) as debited from ledger.entry`,
  )
  return rows[0]
}
