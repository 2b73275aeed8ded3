import { stkCallbackBody } from '@hazina/daraja/testing'
import { type Context, createSystemRandom } from '@hazina/server'
import type pg from 'pg'
import { createCallbackToken } from '../packages/server/src/transactions/callback-token.ts'
import type { Evidence } from '../packages/server/src/transactions/evidence.ts'
import { evidenceOfCallback } from '../packages/server/src/transactions/evidence.ts'

/** A deposit whose prompt was accepted and not yet answered, and the callback that will settle it. */
export type PendingDeposit = { token: string; body: Buffer; evidence: Evidence }

export type Depositors = {
  /** Opens deposits of customers in turn, each from a phone of its own, as a push that Safaricom accepted does. */
  open(count: number): Promise<PendingDeposit[]>
}

const usersCount = 10_000
const chunkSize = 500
const hourMs = 3_600_000

/** Makes ten thousand customers. Everything here is outside of the measured time. */
export async function createDepositors(pool: pg.Pool): Promise<Depositors> {
  const users: bigint[] = []
  for (let first = 0; first < usersCount; first += chunkSize) {
    const { rows } = await pool.query<{ user_id: bigint }>(
      `select u.user_id from unnest($1::text[]) phone, app.open_user(phone, null, $2) u`,
      [Array.from({ length: chunkSize }, (_, place) => phoneOf(first + place)), new Date()],
    )
    users.push(...rows.map((row) => row.user_id))
  }
  let opened = 0
  return {
    async open(count) {
      const deposits: PendingDeposit[] = []
      while (deposits.length < count) {
        const places = Array.from(
          { length: Math.min(chunkSize, count - deposits.length) },
          (_, place) => opened + place,
        )
        opened += places.length
        deposits.push(...(await openChunk(pool, users, places)))
      }
      // What the accepted pushes wanted told is told by now.
      await pool.query(`delete from app.work where kind = 'transaction.changed'`)
      return deposits
    },
  }
}

async function openChunk(
  pool: pg.Pool,
  users: readonly bigint[],
  places: readonly number[],
): Promise<PendingDeposit[]> {
  const now = new Date()
  const later = new Date(now.getTime() + hourMs)
  const random = createSystemRandom({ now: () => now, after: () => () => undefined })
  const drafts = places.map((place) => draftOf(place, createCallbackToken(random), random))
  await pool.query({
    name: 'bench.open',
    text: `
      select mpesa.note_push_answer($1, d.id, 'accepted', i.checkout, i.merchant, null)
      from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::bytea[], $7::text[], $8::text[], $9::text[])
        as i (uuid, user_id, amount, phone, token_hash, reference, checkout, merchant),
      mpesa.open_deposit($1, i.uuid, i.user_id, i.amount, i.phone, i.token_hash, i.reference, '174379',
        $10, $10, $10, 10, 2000000000, $1, null) d`,
    values: [
      now,
      drafts.map((draft) => draft.uuid),
      drafts.map((draft) => users[draft.place % users.length]),
      drafts.map((draft) => draft.amount * 100),
      drafts.map((draft) => draft.phone),
      drafts.map((draft) => draft.hash),
      drafts.map((draft) => draft.reference),
      drafts.map((draft) => draft.checkoutRequestId),
      drafts.map((draft) => draft.merchantRequestId),
      later,
    ],
  })
  return drafts.map(({ token, hash, ...draft }) => {
    const body = Buffer.from(
      stkCallbackBody({ ...draft, phone: Number(draft.phone), transactedAt: now }),
    )
    const binding = { by: 'token' as const, tokenHash: hash }
    const address = '196.201.214.200'
    return { token, body, evidence: evidenceOfCallback({ binding, verified: true, body, address }) }
  })
}

function draftOf(
  place: number,
  secret: { token: string; hash: Buffer },
  random: Context['random'],
) {
  const digits = String(place).padStart(8, '0')
  return {
    ...secret,
    place,
    uuid: random.uuid(),
    phone: phoneOf(place),
    amount: 1 + (place % 1000),
    reference: `HB${place.toString(36).toUpperCase().padStart(9, '0')}`,
    checkoutRequestId: `ws_CO_2311202614302${digits}${phoneOf(place).slice(3)}`,
    merchantRequestId: `29115-34620561-${digits}`,
    receipt: `UKN${place.toString(36).toUpperCase().padStart(7, '0')}`,
  }
}

/** A hundred million phones are more than a run opens deposits for. */
function phoneOf(place: number): string {
  return `2547${String(place).padStart(8, '0')}`
}
