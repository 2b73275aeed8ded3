import type { Archive } from './archive.ts'
import type { TransactionKind, TransactionRecord } from './records.ts'
import { decodeTransaction, encodeTransaction } from './transaction-code.ts'
import { hasKey, indexedWords, keyWord, matchesWords, type TransactionKey } from './words.ts'

/** A transaction with its place among all there ever were, from 1. */
export type NumberedTransaction = { number: number; transaction: TransactionRecord }

/** Which transactions are wanted; every condition that is given must hold. */
export type TransactionFilter = {
  /** Phone numbers or shortcodes that are a party. */
  parties?: readonly string[]
  /** Any of these. */
  kinds?: readonly TransactionKind[]
  /** Both ends included. */
  fromMs?: number
  toMs?: number
  /** As `searchWords` makes them. */
  words?: readonly string[]
}

type TransactionRow = { seq: number; row: string }

/** How far a search looks through the newest rows themselves before it asks the index, which is slow for common words. */
const scannedMax = 20_000

/** Writes transactions; `first` is the number of the first of them. */
export function writeTransactions(
  archive: Archive,
  transactions: readonly TransactionRecord[],
  first: number,
): void {
  const words: [number: number, words: string][] = []
  for (const [index, transaction] of transactions.entries()) {
    const number = first + index
    archive.run('insert into txn values (?, ?, ?)', number, transaction.atMs, encode(transaction))
    words.push([number, indexedWords(transaction)])
  }
  // Short rows go in together: each call costs as much as the writing.
  archive.run(
    'insert into txn_words (rowid, words) select value->>0, value->>1 from json_each(?)',
    JSON.stringify(words),
  )
}

/** Archived transactions below a number, newest first. */
export function archivedBefore(
  archive: Archive,
  filter: TransactionFilter,
  { before, limit }: { before: number; limit: number },
): NumberedTransaction[] {
  const bounds = boundsOf(archive, filter, before)
  if (bounds === undefined || limit <= 0) return []
  const { words = [] } = filter
  if (words.length === 0) return viaIndex(archive, filter, { ...bounds, limit, words })
  // Common words are soon found among the newest rows, rare ones quickly in the index.
  const scanFrom = Math.max(bounds.from, bounds.before - scannedMax)
  const scanned = scan(archive, filter, { from: scanFrom, before: bounds.before, limit })
  if (scanned.length >= limit || scanFrom === bounds.from) return scanned
  const rest = { from: bounds.from, before: scanFrom, limit: limit - scanned.length }
  return [...scanned, ...viaIndex(archive, filter, { ...rest, words: rareWords(archive, words) })]
}

/** Archived transactions that have a key, oldest first. */
export function archivedWithKey(
  archive: Archive,
  key: TransactionKey,
  value: string,
): TransactionRecord[] {
  return archive
    .all<TransactionRow>(
      `select seq, row from txn where seq in (
        select rowid from txn_words where txn_words match ? limit 1000
      ) order by seq`,
      quoted(keyWord(key, value)),
    )
    .map(({ row }) => decode(row))
    .filter((transaction) => hasKey(transaction, key, value))
}

/** Every archived transaction up to a number, oldest first. */
export function* archivedInOrder(archive: Archive, last: number): Generator<TransactionRecord> {
  for (let after = 0; ; ) {
    const rows = archive.all<TransactionRow>(
      'select seq, row from txn where seq > ? and seq <= ? order by seq limit 1000',
      after,
      last,
    )
    for (const { row } of rows) yield decode(row)
    const end = rows.at(-1)
    if (end === undefined) return
    after = end.seq
  }
}

/** Archived transactions by their numbers. */
export function archivedByNumber(
  archive: Archive,
  numbers: Iterable<number>,
): Map<number, TransactionRecord> {
  const rows = archive.all<TransactionRow>(
    'select seq, row from txn where seq in (select value from json_each(?))',
    JSON.stringify([...new Set(numbers)]),
  )
  return new Map(rows.map(({ seq, row }) => [seq, decode(row)]))
}

/** How many transactions are in the archive, and the highest number. */
export function archivedCount(archive: Archive): { count: number; last: number } {
  const sql = 'select count(*) as count, coalesce(max(seq), 0) as last from txn'
  return archive.get<{ count: number; last: number }>(sql) ?? { count: 0, last: 0 }
}

/** Whether everything that a filter asks for holds. */
export function isWanted(
  transaction: TransactionRecord,
  { parties = [], kinds, fromMs = 0, toMs = Infinity, words = [] }: TransactionFilter,
): boolean {
  const { debit, credit, kind, atMs } = transaction
  return (
    parties.every((party) => debit.id === party || credit.id === party) &&
    (kinds === undefined || kinds.includes(kind)) &&
    atMs >= fromMs &&
    atMs <= toMs &&
    (words.length === 0 || matchesWords(transaction, words))
  )
}

/** The numbers between which the time of a filter lies; undefined when none does. Transactions never go back in time. */
export function boundsOf(
  archive: Archive,
  { fromMs, toMs }: Pick<TransactionFilter, 'fromMs' | 'toMs'>,
  before: number,
): { from: number; before: number } | undefined {
  const first = (condition: string, atMs: number) =>
    archive.get<{ seq: number }>(
      `select seq from txn where at_ms ${condition} ? order by at_ms, seq limit 1`,
      atMs,
    )?.seq
  const from = fromMs === undefined ? 1 : first('>=', fromMs)
  if (from === undefined) return undefined
  const end = toMs === undefined ? undefined : first('>', toMs)
  return { from, before: Math.min(before, end ?? Number.MAX_SAFE_INTEGER) }
}

type Range = { from: number; before: number; limit: number }

/** Words that few transactions have, by a sample of the latest; all of them when there is none. */
function rareWords(archive: Archive, words: readonly string[]): readonly string[] {
  const sampleSize = 500
  const sample = archive.all<TransactionRow>(
    'select seq, row from txn order by seq desc limit ?',
    sampleSize,
  )
  const transactions = sample.map(({ row }) => decode(row))
  const rare = words.filter((word) => {
    const count = transactions.filter((transaction) => matchesWords(transaction, [word])).length
    return count < sampleSize / 50
  })
  return rare.length === 0 ? words : rare
}

/** What the index finds for these words; whatever else is asked for is looked at row by row. */
function viaIndex(
  archive: Archive,
  filter: TransactionFilter,
  range: Range & { words: readonly string[] },
): NumberedTransaction[] {
  const match = matchOf({ ...filter, words: range.words })
  if (match === '') {
    const sql = 'select seq, row from txn where seq >= ? and seq < ? order by seq desc limit ?'
    return readDown(filter, range, (before, count) =>
      archive.all<TransactionRow>(sql, range.from, before, count),
    )
  }
  const sql = `select txn.seq, txn.row from txn_words join txn on txn.seq = txn_words.rowid
    where txn_words match ? and txn_words.rowid >= ? and txn_words.rowid < ?
    order by txn_words.rowid desc limit ?`
  return readDown(filter, range, (before, count) =>
    archive.all<TransactionRow>(sql, match, range.from, before, count),
  )
}

function scan(archive: Archive, filter: TransactionFilter, range: Range): NumberedTransaction[] {
  // SQLite compares letters of other alphabets, and accents, differently: those are left to the words themselves.
  const patterns = (filter.words ?? [])
    .filter((word) => /^[a-z0-9]+$/.test(word))
    .map((word) => `%${word.replace(/^0/, '')}%`)
  const conditions = patterns.map(() => 'and row like ?').join(' ')
  const sql = `select seq, row from txn where seq >= ? and seq < ? ${conditions} order by seq desc limit ?`
  return readDown(filter, range, (before, count) =>
    archive.all<TransactionRow>(sql, range.from, before, ...patterns, count),
  )
}

/** Reads rows from the newest down, some at a time, until enough of them are wanted. */
function readDown(
  filter: TransactionFilter,
  { before, limit }: Range,
  readSome: (before: number, count: number) => TransactionRow[],
): NumberedTransaction[] {
  const taken: NumberedTransaction[] = []
  const count = Math.max(limit, 100)
  for (let end = before; taken.length < limit; ) {
    const rows = readSome(end, count)
    for (const { seq, row } of rows) {
      const transaction = decode(row)
      if (taken.length < limit && isWanted(transaction, filter)) {
        taken.push({ number: seq, transaction })
      }
      end = seq
    }
    if (rows.length < count) break
  }
  return taken
}

function matchOf({ parties = [], kinds, words = [] }: TransactionFilter): string {
  const anyKind = (kinds ?? []).map((kind) => quoted(keyWord('kind', kind))).join(' OR ')
  return [
    ...parties.map((party) => quoted(keyWord('party', party))),
    ...(anyKind === '' ? [] : [`(${anyKind})`]),
    ...words.map((word) => `${quoted(word)}*`),
  ].join(' AND ')
}

function quoted(word: string): string {
  return `"${word.replaceAll('"', '')}"`
}

function encode(transaction: TransactionRecord): string {
  return JSON.stringify(encodeTransaction(transaction))
}

function decode(text: string): TransactionRecord {
  return decodeTransaction(JSON.parse(text))
}
