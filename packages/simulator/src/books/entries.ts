import {
  archivedEntriesBefore,
  type EntryPlace,
  type NumberedEntry,
} from '../state/archive-entries.ts'
import { archivedByNumber, boundsOf } from '../state/archive-transactions.ts'
import {
  type OrganisationAccount,
  organisationAccounts,
  type TransactionRecord,
} from '../state/records.ts'
import type { State } from '../state/state.ts'
import { accounts as accountsOf, organisationAccountOf } from './accounts.ts'

/** A movement on an account of an organisation. */
export type OrganisationEntry = NumberedEntry & { transaction: TransactionRecord }

export type EntryFilter = {
  shortcode: string
  /** Which accounts; the balances after each entry are those of the account and of all accounts. */
  accounts: readonly OrganisationAccount[]
  /** Both ends included. */
  fromMs?: number | undefined
  toMs?: number | undefined
}

/** The place behind every entry. */
export const lastPlace: EntryPlace = { number: Number.MAX_SAFE_INTEGER, position: 0 }

/** Entries before a place, newest first, from memory and the archive. */
export function entriesBefore(
  state: State,
  filter: EntryFilter,
  { before, limit }: { before: EntryPlace; limit: number },
): OrganisationEntry[] {
  const found: OrganisationEntry[] = []
  for (const entry of entriesInMemory(state, filter)) {
    if (found.length >= limit) return found
    if (isBefore(entry, before) && isInTime(entry.transaction, filter)) found.push(entry)
  }
  const left = { before: earlier(before, state.archivedTransactions), limit: limit - found.length }
  return [...found, ...entriesInArchive(state, filter, left)]
}

function isBefore(a: EntryPlace, b: EntryPlace): boolean {
  return a.number < b.number || (a.number === b.number && a.position < b.position)
}

/** Those in memory, newest first: what was there before each follows from what is there now. */
function* entriesInMemory(
  { transactions, archivedTransactions, balanceOf }: State,
  { shortcode, accounts }: EntryFilter,
): Generator<OrganisationEntry> {
  const sums = new Map<OrganisationAccount, bigint>(
    organisationAccounts.map((account) => [
      account,
      balanceOf(accountsOf.organisation(shortcode, account)),
    ]),
  )
  let totalCents = [...sums.values()].reduce((sum, cents) => sum + cents, 0n)
  for (let index = transactions.length - 1; index >= 0; index--) {
    const transaction = transactions[index]
    const entries = transaction?.entries ?? []
    for (let position = entries.length - 1; position >= 0; position--) {
      const { account: name = '', cents = 0n } = entries[position] ?? {}
      const own = organisationAccountOf(name)
      if (transaction === undefined || own?.shortcode !== shortcode) continue
      const { account } = own
      const accountCents = sums.get(account) ?? 0n
      const number = archivedTransactions + index + 1
      if (accounts.includes(account)) {
        yield { number, position, account, cents, accountCents, totalCents, transaction }
      }
      sums.set(account, accountCents - cents)
      totalCents -= cents
    }
  }
}

function entriesInArchive(
  state: State,
  filter: EntryFilter,
  { before, limit }: { before: EntryPlace; limit: number },
): OrganisationEntry[] {
  const read = state.fromArchive((archive) => {
    const { fromMs, toMs } = filter
    const bounds = boundsOf(
      archive,
      {
        ...(fromMs === undefined ? {} : { fromMs }),
        ...(toMs === undefined ? {} : { toMs }),
      },
      before.number + 1,
    )
    if (bounds === undefined || limit <= 0) return []
    const end = bounds.before <= before.number ? { number: bounds.before, position: 0 } : before
    const range = { from: bounds.from, before: end, limit }
    const entries = archivedEntriesBefore(archive, filter, range)
    const rows = archivedByNumber(
      archive,
      entries.map(({ number }) => number),
    )
    return entries.flatMap((entry) => {
      const transaction = rows.get(entry.number)
      return transaction === undefined ? [] : [{ ...entry, transaction }]
    })
  })
  return read ?? []
}

/** Not beyond the last archived transaction: what follows it is in memory. */
function earlier(before: EntryPlace, archived: number): EntryPlace {
  return before.number <= archived ? before : { number: archived + 1, position: 0 }
}

function isInTime(
  { atMs }: TransactionRecord,
  { fromMs = 0, toMs = Infinity }: EntryFilter,
): boolean {
  return atMs >= fromMs && atMs <= toMs
}
