import type { TransactionRecord } from './records.ts'

/**
 * What a transaction is found by: text a person may type (receipts, phones in every spelling, names, accounts) and keys,
 * which begin with `_` and no search for text can name.
 */
export function indexedWords(transaction: TransactionRecord): string {
  return `${searchText(transaction)} ${keyWords(transactionKeys(transaction)).join(' ')}`
}

/** The keys of a transaction by what they are. */
export type TransactionKey =
  | 'receipt'
  | 'linked'
  | 'checkout'
  | 'conversation'
  | 'originator'
  | 'party'
  | 'kind'

/** Whether a transaction has this key. */
export function hasKey(
  transaction: TransactionRecord,
  key: TransactionKey,
  value: string,
): boolean {
  return transactionKeys(transaction).some(([name, own]) => name === key && own === value)
}

/** A key as one word of the index. Different keys may share a word: compare what is found with {@link hasKey}. */
export function keyWord(name: string, value: string): string {
  return `_${name}_${value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')}`
}

/** The words of keys that have a value. */
export function keyWords(keys: Iterable<readonly [name: string, value: string | null]>): string[] {
  return [...keys].flatMap(([name, value]) => (value ? [keyWord(name, value)] : []))
}

/** What a person typed, as words that must each begin a word of the text. A phone number may have spaces in it. */
export function searchWords(typed: string): string[] {
  const number = typed.replace(/[\s+()-]/g, '')
  return /^\d+$/.test(number) ? [number] : wordsOf(typed)
}

/** Whether every word begins a word of the transaction's text. */
export function matchesWords(transaction: TransactionRecord, words: readonly string[]): boolean {
  const own = wordsOf(searchText(transaction))
  return words.every((word) => own.some((candidate) => candidate.startsWith(word)))
}

function searchText({ receipt, linkedReceipt, account, debit, credit }: TransactionRecord): string {
  const numbers = [debit.id, credit.id].flatMap((id) =>
    /^254\d{9}$/.test(id) ? [id, `0${id.slice(3)}`, id.slice(3)] : [id],
  )
  return [receipt, linkedReceipt, account, debit.name, credit.name, ...numbers]
    .filter(Boolean)
    .join(' ')
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

function transactionKeys(
  transaction: TransactionRecord,
): (readonly [name: TransactionKey, value: string | null])[] {
  const { receipt, linkedReceipt, debit, credit, kind } = transaction
  return [
    ['receipt', receipt],
    ['linked', linkedReceipt],
    ['checkout', transaction.checkoutRequestId],
    ['conversation', transaction.conversationId],
    ['originator', transaction.originatorConversationId],
    ['party', debit.id],
    ['party', credit.id],
    ['kind', kind],
  ]
}
