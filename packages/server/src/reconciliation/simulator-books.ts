import type pg from 'pg'
import { z } from 'zod'
import type { Break } from './verify.ts'

/** Where the simulator that plays Safaricom for this installation answers. */
export type SimulatorBooks = {
  url: string
  shortcode: string
  fetch: typeof fetch
}

/** How our float and the shortcode's account in the simulator's books compare, in cents. */
export type FloatComparison = {
  shortcode: string
  /** What the simulator says the shortcode's account holds. */
  safaricomCents: bigint
  /** What of it our books have, and what waits to be told, asked or looked at. */
  bookedCents: bigint
  waitingCents: bigint
  /** What the business moved itself: opening, top-up, settlement to its bank, moves between its accounts. */
  ownMovesCents: bigint
}

/**
 * Compares every movement of the shortcode's account in the simulator's books with our receipts and deposits. What
 * Safaricom has and we have not must wait somewhere; what we credited, Safaricom must have received. The caller's `tx` is
 * the snapshot; whatever was paid after it began is found waiting.
 * @throws TypeError when nobody answers at the address, as fetch does
 */
export async function compareWithSimulator(
  client: pg.PoolClient,
  { url, shortcode, fetch }: SimulatorBooks,
): Promise<{ float: FloatComparison; breaks: Break[] }> {
  const response = await fetch(`${url}/simulator/books/export?format=jsonl`)
  if (!response.ok || response.body === null) {
    throw new Error(`The simulator answered ${response.status} when asked for its books`)
  }
  const found: Found = { booked: new Map(), breaks: [], waitingCents: 0n, ownMovesCents: 0n }
  for await (const movements of movementsOf(response.body, shortcode)) {
    await judge(client, movements, found)
  }
  const breaks = [...found.breaks, ...(await unreceived(client, found.booked))]
  const bookedCents = [...found.booked.values()].reduce((sum, cents) => sum + cents, 0n)
  const { waitingCents, ownMovesCents } = found
  const missedCents = found.breaks.reduce((sum, { cents }) => sum + cents, 0n)
  const safaricomCents = bookedCents + waitingCents + ownMovesCents + missedCents
  return {
    float: { shortcode, safaricomCents, bookedCents, waitingCents, ownMovesCents },
    breaks: breaks.map(({ check, subject, detail }) => ({ check, subject, detail })),
  }
}

type Found = {
  /** Cents by the number of our transaction. */
  booked: Map<string, bigint>
  breaks: (Break & { cents: bigint })[]
  waitingCents: bigint
  ownMovesCents: bigint
}

const movementSchema = z.object({
  id: z.string(),
  kind: z.string(),
  receipt: z.string().nullable(),
  linkedReceipt: z.string().nullable(),
  account: z.string(),
  checkoutRequestId: z.string().nullable(),
  entries: z.array(z.object({ account: z.string(), cents: z.int() })),
})

type Movement = z.infer<typeof movementSchema> & { cents: bigint }

const atOnce = 1_000
/** What a business does with its own money, which no customer is owed. */
const ownMoves = new Set(['opening', 'cash', 'settlement', 'account-move'])

/** The movements of the account that customers' money arrives in, some at a time. */
async function* movementsOf(
  body: ReadableStream<Uint8Array>,
  shortcode: string,
): AsyncGenerator<Movement[]> {
  const collecting = ['utility', 'merchant'].map((name) => `organisation:${shortcode}:${name}`)
  let movements: Movement[] = []
  for await (const line of linesOf(body)) {
    const row = movementSchema.parse(JSON.parse(line))
    const cents = row.entries
      .filter(({ account }) => collecting.includes(account))
      .reduce((sum, entry) => sum + BigInt(entry.cents), 0n)
    if (cents === 0n) continue
    movements.push({ ...row, cents })
    if (movements.length < atOnce) continue
    yield movements
    movements = []
  }
  if (movements.length > 0) yield movements
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

type Known = {
  place: number
  id: string | null
  state: string | null
  amount: string | null
  /** Whether a person has the receipt or the deposit in a queue. */
  queued: boolean
}

async function judge(client: pg.PoolClient, movements: Movement[], found: Found): Promise<void> {
  const { rows } = await client.query<Known>(knownSql, [
    movements.map(({ receipt }) => receipt),
    movements.map(({ account }) => account),
    movements.map(({ checkoutRequestId }) => checkoutRequestId),
  ])
  for (const [index, movement] of movements.entries()) {
    judgeOne(movement, rows[index], found)
  }
}

// A receipt that no deposit shows yet is looked for by the reference of the push that was paid.
const knownSql = `
  select x.place::int as place, t.transaction_id::text as id, t.state, t.amount_cents::text as amount,
    exists (select from mpesa.review_case c where c.closed_at is null and (c.receipt = x.receipt or c.transaction_id = t.id))
      or exists (select from mpesa.evidence e where e.receipt = x.receipt and e.verdict = 'stored') as queued
  from unnest($1::text[], $2::text[], $3::text[]) with ordinality x (receipt, account, checkout, place)
  left join mpesa.receipt r on r.receipt = x.receipt
  left join lateral (select s.transaction_id from mpesa.stk_push s
    where s.account_reference = x.account or s.checkout_request_id = x.checkout limit 1) p on r.receipt is null
  left join mpesa.transaction t on t.id = coalesce(r.transaction_id, p.transaction_id)
  order by x.place`

function judgeOne(movement: Movement, known: Known | undefined, found: Found): void {
  const { cents, kind } = movement
  const says = (detail: string) => {
    const subject = `receipt ${movement.receipt ?? movement.id}`
    found.breaks.push({ check, subject, detail, cents })
  }
  if (ownMoves.has(kind)) {
    found.ownMovesCents += cents
  } else if (cents < 0n) {
    const what = movement.linkedReceipt === null ? kind : `${kind} of ${movement.linkedReceipt}`
    says(`${-cents} cents left the shortcode (${what}), and our books do not have it`)
  } else if (known?.id && known.state === 'completed' && !found.booked.has(known.id)) {
    if (BigInt(known.amount ?? 0) !== cents) {
      says(`Safaricom has ${cents} cents, deposit ${known.id} has ${known.amount}`)
    } else found.booked.set(known.id, cents)
  } else if (known?.queued || isPending(known)) {
    found.waitingCents += cents
  } else if (known?.id && known.state === 'completed') {
    says(`${cents} cents were paid a second time for deposit ${known.id}, and nobody was told`)
  } else if (known?.id) {
    says(`${cents} cents were paid, and deposit ${known.id} is ${known.state}`)
  } else says(`${cents} cents were paid for account “${movement.account}”, and we do not know it`)
}

const check = 'what Safaricom received is in our books or waits in a queue'

function isPending(known: Known | undefined): boolean {
  return ['created', 'prompted', 'unanswered', 'unresolved'].includes(known?.state ?? '')
}

/** Deposits that our books have and the simulator has not. */
async function unreceived(
  client: pg.PoolClient,
  booked: ReadonlyMap<string, bigint>,
): Promise<Break[]> {
  const breaks: Break[] = []
  let after = '0'
  for (;;) {
    const { rows } = await client.query<{ number: string; id: string; amount: string }>(
      `select id::text as number, transaction_id::text as id, amount_cents::text as amount from mpesa.transaction
       where state = 'completed' and id > $1 order by mpesa.transaction.id limit ${atOnce * 10}`,
      [after],
    )
    const last = rows.at(-1)
    if (last === undefined) return breaks
    after = last.number
    for (const { id, amount } of rows) {
      if (booked.has(id)) continue
      breaks.push({
        check: 'what we credited Safaricom has received',
        subject: id,
        detail: `credited ${amount} cents that are not in Safaricom’s books`,
      })
    }
  }
}
