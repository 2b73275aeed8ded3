import type { Network } from '../network.ts'
import { type Page, type PageQuery, pageSize } from '../state/find.ts'
import type {
  OrganisationAccount,
  OrganisationRecord,
  Party,
  TransactionRecord,
} from '../state/records.ts'
import { accountNames, accountsOfType } from './accounts.ts'
import { entriesBefore, lastPlace, type OrganisationEntry } from './entries.ts'
import { chargeDetailsOf } from './words.ts'

/** One row of the organisation portal's statement (reference §34). */
export type StatementRow = {
  receipt: string
  completedAtMs: number
  initiatedAtMs: number
  details: string
  status: string
  /** Above zero, or null. */
  paidInCents: bigint | null
  /** Below zero, or null. */
  withdrawnCents: bigint | null
  /** After this row: of the account, or of the organisation where the statement is of all of them. */
  balanceCents: bigint
  reasonType: string
  otherParty: string
  linkedReceipt: string
  /** What the payer typed. */
  account: string
  /** Where the money moved. */
  organisationAccount: OrganisationAccount
}

export type StatementQuery = {
  /** Default: all accounts. */
  account?: OrganisationAccount | undefined
  /** Both ends included. */
  fromMs?: number | undefined
  toMs?: number | undefined
  /** Whether phone numbers are shown as `2547****149`. Default true. */
  masked?: boolean | undefined
}

/**
 * A page of the statement, newest first: a row for every movement on an account of the organisation, charges included, so
 * that the balance runs from row to row.
 */
export function statementPage(
  network: Network,
  organisation: OrganisationRecord,
  query: StatementQuery & PageQuery,
): Page<StatementRow> {
  const { account, fromMs, toMs, masked = true, cursor } = query
  const accounts = account === undefined ? accountsOfType(organisation.type) : [account]
  const limit = pageSize(query.limit)
  const filter = { shortcode: organisation.shortcode, accounts, fromMs, toMs }
  const before = cursor === undefined ? lastPlace : parseCursor(cursor)
  const entries = entriesBefore(network.state, filter, { before, limit: limit + 1 })
  const page = entries.slice(0, limit)
  const last = page.at(-1)
  const hasMore = entries.length > limit && last !== undefined
  return {
    items: page
      // The portal begins with a balance, not with where it came from; such a page is a little shorter.
      .filter(({ transaction }) => transaction.kind !== 'opening')
      .map((entry) => rowOf(entry, { isOfAll: account === undefined, masked })),
    nextCursor: hasMore ? `${last.number}.${last.position}` : null,
  }
}

/** Every row of the statement, newest first, read page by page. */
export function* statementRows(
  network: Network,
  organisation: OrganisationRecord,
  query: StatementQuery,
): Generator<StatementRow> {
  for (let cursor: string | undefined; ; ) {
    const page = statementPage(network, organisation, { ...query, cursor, limit: 500 })
    yield* page.items
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}

/** `2547****149` */
export function maskPhone(msisdn: string): string {
  return `${msisdn.slice(0, 4)}****${msisdn.slice(-3)}`
}

function rowOf(
  entry: OrganisationEntry,
  { isOfAll, masked }: { isOfAll: boolean; masked: boolean },
): StatementRow {
  const { transaction, cents, account } = entry
  const isCharge = account === 'charges' && transaction.kind !== 'account-move'
  const details = isCharge ? chargeDetailsOf(transaction.kind) : transaction.details
  return {
    receipt: transaction.receipt ?? '',
    completedAtMs: transaction.atMs,
    initiatedAtMs: transaction.initiatedAtMs,
    details: masked ? details.replaceAll(/254[17]\d{8}/g, maskPhone) : details,
    status: transaction.status,
    paidInCents: cents > 0n ? cents : null,
    withdrawnCents: cents < 0n ? cents : null,
    balanceCents: isOfAll ? entry.totalCents : entry.accountCents,
    reasonType: transaction.reasonType,
    otherParty: partyText(otherPartyOf(transaction, entry), masked),
    linkedReceipt: transaction.linkedReceipt ?? '',
    account: transaction.account,
    organisationAccount: account,
  }
}

/** The side that is not this account; for a charge, that of the payment. */
function otherPartyOf(
  transaction: TransactionRecord,
  { account, cents }: OrganisationEntry,
): Party {
  const { debit, credit, kind } = transaction
  if (account !== 'charges' || kind === 'account-move') return cents > 0n ? debit : credit
  return transaction.chargeCents === -cents && isOrganisation(debit) ? credit : debit
}

function isOrganisation({ account }: Party): boolean {
  return Object.values(accountNames).includes(account)
}

function partyText({ id, name }: Party, masked: boolean): string {
  if (/^254\d{9}$/.test(id)) return `${masked ? maskPhone(id) : id} - ${name}`
  return /^\d+$/.test(id) ? `${id} - ${name}` : name
}

function parseCursor(cursor: string): { number: number; position: number } {
  const match = /^(\d{1,15})\.(\d{1,4})$/.exec(cursor)
  if (match === null) throw new RangeError('The cursor is none that a page gave')
  return { number: Number(match[1]), position: Number(match[2]) }
}
