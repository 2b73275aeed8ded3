import type { LedgerTx } from './connection.ts'

/**
 * Writes down the running balances of recorded accounts for up to `limit` postings whose order is final, and says for
 * how many. Fewer than `limit` means that it has caught up, or that another sealer is at work. The server's role may.
 */
export async function sealRecordedAccounts(
  db: LedgerTx,
  options: { limit: number },
): Promise<number> {
  const { rows } = await db.query('select ledger.seal_recorded($1) as sealed', [options.limit])
  const [row] = rows as [{ sealed: number }] // The function returns one integer.
  return row.sealed
}
