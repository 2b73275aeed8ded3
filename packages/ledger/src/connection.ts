/**
 * What the ledger needs of a PostgreSQL client. A `pg` client, pool or pooled client fits; so does anything thin over
 * another driver.
 */
export type LedgerTx = {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

/** Where the ledger may borrow a connection of its own: a `pg` pool. */
export type LedgerDb = {
  connect(): Promise<LedgerTx & { release(destroy?: boolean): void }>
}
