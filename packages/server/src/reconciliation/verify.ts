import { auditWithin } from '@hazina/ledger'
import type pg from 'pg'
import type { Db } from '../db/database.ts'
import {
  compareWithSimulator,
  type FloatComparison,
  type SimulatorBooks,
} from './simulator-books.ts'
import { transactionChecks } from './transaction-checks.ts'

/** One thing that is not as it must be. */
export type Break = { check: string; subject: string; detail: string }

export type Verification = {
  ok: boolean
  /** Balances by kind of account, in cents, on the side where the kind normally stands. */
  totals: Record<string, bigint>
  breaks: Break[]
  /** Our float beside the simulator's books, where it plays Safaricom and answers. */
  float?: FloatComparison
}

/**
 * Replays the ledger and compares it with the transactions, the evidence and the receipts. Reads only, one snapshot of
 * everything, and may run beside a working server. Where a simulator is named, its books are compared with ours too.
 */
export async function verify(db: Db, simulator?: SimulatorBooks): Promise<Verification> {
  const client = await db.pool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read, read only')
    // A replay takes as long as the books are; the limits of ordinary statements are not meant for it.
    await client.query('set local statement_timeout = 0')
    await client.query("set local work_mem = '128MB'")
    const books = await auditWithin(client)
    const compared = simulator && (await compareWithSimulator(client, simulator))
    const breaks: Break[] = [
      ...books.breaks,
      ...(await checkTransactions(client)),
      ...(compared?.breaks ?? []),
    ]
    await client.query('commit')
    client.release()
    return {
      ok: breaks.length === 0,
      totals: books.totals,
      breaks,
      ...(compared === undefined ? {} : { float: compared.float }),
    }
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function checkTransactions(client: pg.PoolClient): Promise<Break[]> {
  const breaks: Break[] = []
  for (const { check, sql } of transactionChecks) {
    const { rows } = await client.query<{ subject: string; detail: string }>(sql)
    breaks.push(...rows.map((row) => ({ check, subject: row.subject, detail: row.detail })))
  }
  return breaks
}
