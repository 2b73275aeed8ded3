import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { createTestDatabase } from '../../../tests/setup/database.ts'
import {
  type AccountId,
  audit,
  centsFrom,
  mpesaAccount,
  openAccount,
  walletAccount,
} from '../src/index.ts'

/** A database of a test's own with the books in it, entered by its three kinds of roles. */
export type Books = {
  /** As hazina_books, which may execute the ledger's functions. */
  pool: pg.Pool
  /** As the server. */
  app: pg.Pool
  superuser: pg.Pool
  float: AccountId
  wallet(userId: number): Promise<AccountId>
  /** Puts money into a wallet. */
  deposit(wallet: AccountId, amountCents: bigint): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export const now = new Date('2026-11-23T09:00:00Z')

export async function openBooks(): Promise<Books> {
  const database = await createTestDatabase()
  const connect = (connectionString: string, role?: string) => {
    const pool = new pg.Pool({
      connectionString,
      max: 20,
      ...(role && { options: `-c role=${role}` }),
    })
    // Dropping the database ends idle connections; they are no failure of a test.
    pool.on('error', () => {})
    return pool
  }
  const pool = connect(database.ownerUrl, 'hazina_books')
  const app = connect(database.appUrl)
  const superuser = connect(database.superuserUrl)
  const float = await openAccount(pool, { code: mpesaAccount('174379', 'utility'), now })
  return {
    pool,
    app,
    superuser,
    float,
    wallet: (userId) => openAccount(pool, { code: walletAccount(userId), now }),
    deposit: async (wallet, amountCents) => {
      await postBatch(pool, {
        kind: 'deposit',
        items: [{ debit: float, credit: wallet, amountCents }],
      })
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([pool.end(), app.end(), superuser.end()])
      await database[Symbol.asyncDispose]()
    },
  }
}

export type Item = {
  debit: AccountId
  credit: AccountId
  amountCents: bigint
  transactionId?: string
}

/** ledger.post_batch, as the server's SQL calls it. */
export async function postBatch(
  db: Pick<pg.Pool, 'query'>,
  input: { kind: string; items: readonly Item[]; at?: Date },
): Promise<bigint[]> {
  const { items } = input
  const { rows } = await db.query<{ posting_id: string }>(
    'select posting_id from ledger.post_batch($1, $2, $3, $4, $5, $6, $7) order by ord',
    [
      input.kind,
      input.at ?? now,
      items.map((item) => item.transactionId ?? randomUUID()),
      items.map((item) => item.debit),
      items.map((item) => item.credit),
      items.map((item) => centsFrom(item.amountCents)),
      items.map(() => now),
    ],
  )
  return rows.map((row) => BigInt(row.posting_id))
}

/** Runs work in one read committed tx of the books. */
export async function inTx<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** The whole ledger, for "nothing changed". */
export async function snapshot(books: Books): Promise<unknown> {
  const { rows } = await books.superuser.query(
    `select (select count(*) from ledger.posting) as postings, (select count(*) from ledger.entry) as entries,
       (select json_agg(b order by b.account_id) from ledger.balance b) as balances,
       (select count(*) from ledger.hold) as holds, (select count(*) from ledger.hold_resolution) as resolutions`,
  )
  return rows[0]
}

/** The breaks found, as `check subject`. */
export async function breaksOf(books: Books): Promise<string[]> {
  const { breaks } = await audit(books.app)
  return breaks.map(({ check, subject }) => `${check} ${subject}`)
}

export async function walletOf(
  books: Books,
  account: AccountId,
): Promise<{ balance: bigint; held: bigint; version: bigint }> {
  const { rows } = await books.app.query(
    'select balance_cents::text, held_cents::text, version::text from ledger.wallet where account_id = $1',
    [account],
  )
  const [row] = rows
  return {
    balance: BigInt(row.balance_cents),
    held: BigInt(row.held_cents),
    version: BigInt(row.version),
  }
}
