import { type AccountKind, accountKinds } from './account-codes.ts'
import type { LedgerDb, LedgerTx } from './connection.ts'

/** Something the books say twice and differently. */
export type Break = {
  /** Which promise is broken: `posting_unbalanced`, `version_gap`, `wallets_uncovered`, … */
  check: string
  /** What it is about: `posting:12`, `account:7`, `transaction:…`. */
  subject: string
  detail: string
}

export type Audit = {
  ok: boolean
  /** Balances by kind of account, on the side where the kind normally stands, in cents. */
  totals: Record<AccountKind, bigint>
  /** At most a hundred of each check. */
  breaks: Break[]
}

/** Replays the ledger and compares, reading one snapshot and locking nothing. The server's role may. */
export async function audit(db: LedgerDb): Promise<Audit> {
  const connection = await db.connect()
  try {
    await connection.query('begin isolation level repeatable read read only')
    // A replay takes as long as the books are; the limit of ordinary statements is not meant for it.
    await connection.query('set local statement_timeout = 0')
    await connection.query("set local work_mem = '128MB'")
    const found = await auditWithin(connection)
    await connection.query('commit')
    connection.release()
    return found
  } catch (error) {
    connection.release(true)
    throw error
  }
}

/** The same inside a `tx` of the caller, for those who compare more in one snapshot. */
export async function auditWithin(tx: LedgerTx): Promise<Audit> {
  const breaks = await tx.query('select rule as "check", subject, detail from ledger.audit()')
  const totals = await tx.query('select kind, total_cents::text as cents from ledger.totals')
  const found = breaks.rows as Break[] // Three text columns of these names.
  return { ok: found.length === 0, totals: readTotals(totals.rows), breaks: found }
}

function readTotals(rows: unknown[]): Record<AccountKind, bigint> {
  const cents = new Map(
    (rows as { kind: string; cents: string }[]).map((row) => [row.kind, BigInt(row.cents)]),
  )
  // The keys are the kinds by construction; fromEntries only knows them as strings.
  return Object.fromEntries(accountKinds.map((kind) => [kind, cents.get(kind) ?? 0n])) as Record<
    AccountKind,
    bigint
  >
}
