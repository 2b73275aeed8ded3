import { organisationAccountOf } from '../books/accounts.ts'
import type { Archive } from './archive.ts'
import type { OrganisationAccount, TransactionRecord } from './records.ts'

/** One organisation's part of a transaction, with what it had afterwards. */
export type NumberedEntry = {
  number: number
  /** Among the entries of the transaction. */
  position: number
  account: OrganisationAccount
  cents: bigint
  /** In that account, and in all accounts of the organisation. */
  accountCents: bigint
  totalCents: bigint
}

/** A place in the order of entries. */
export type EntryPlace = Pick<NumberedEntry, 'number' | 'position'>

/** Writes the entries of organisations. `sums` is what each of their accounts had before, and is moved on. */
export function writeEntries(
  archive: Archive,
  transactions: readonly TransactionRecord[],
  { first, sums }: { first: number; sums: Map<string, bigint> },
): void {
  const rows: (string | number)[][] = []
  const totals = new Map<string, bigint>()
  for (const [account, cents] of sums) addTotal(totals, account, cents)
  for (const [index, { entries }] of transactions.entries()) {
    for (const [position, { account, cents }] of entries.entries()) {
      const own = organisationAccountOf(account)
      if (own === undefined) continue
      const accountCents = (sums.get(account) ?? 0n) + cents
      sums.set(account, accountCents)
      addTotal(totals, account, cents)
      const totalCents = totals.get(own.shortcode)
      const sumsAfter = [cents, accountCents, totalCents].map(Number)
      rows.push([own.shortcode, own.account, first + index, position, ...sumsAfter])
    }
  }
  const columns = [0, 1, 2, 3, 4, 5, 6].map((column) => `value->>${column}`).join(', ')
  archive.run(`insert into entry select ${columns} from json_each(?)`, JSON.stringify(rows))
}

/** Archived entries of accounts of an organisation from a number on and before a place, newest first. */
export function archivedEntriesBefore(
  archive: Archive,
  { shortcode, accounts }: { shortcode: string; accounts: readonly OrganisationAccount[] },
  range: { from: number; before: EntryPlace; limit: number },
): NumberedEntry[] {
  const { from, before, limit } = range
  const sql = `select seq, position, account, cents, account_cents, total_cents from entry
    where shortcode = ? and account = ? and seq >= ? and (seq, position) < (?, ?)
    order by seq desc, position desc limit ?`
  return accounts
    .flatMap((account) =>
      archive.all<EntryRow>(sql, shortcode, account, from, before.number, before.position, limit),
    )
    .map(parse)
    .sort((a, b) => b.number - a.number || b.position - a.position)
    .slice(0, limit)
}

type EntryRow = {
  seq: number
  position: number
  account: OrganisationAccount
  cents: number
  account_cents: number
  total_cents: number
}

function parse(row: EntryRow): NumberedEntry {
  return {
    number: row.seq,
    position: row.position,
    account: row.account,
    cents: BigInt(row.cents),
    accountCents: BigInt(row.account_cents),
    totalCents: BigInt(row.total_cents),
  }
}

function addTotal(totals: Map<string, bigint>, account: string, cents: bigint): void {
  const shortcode = organisationAccountOf(account)?.shortcode
  if (shortcode !== undefined) totals.set(shortcode, (totals.get(shortcode) ?? 0n) + cents)
}
