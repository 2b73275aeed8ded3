import type { Entry, Party, TransactionKind, TransactionRecord } from './records.ts'

/** A transaction as it is written: short, as there may be a million of them, and without bigints, which JSON lacks. */
export type EncodedTransaction = readonly [
  id: string,
  kind: TransactionKind,
  receipt: string | null,
  initiatedAtMs: number,
  atMs: number,
  status: TransactionRecord['status'],
  reasonType: string,
  details: string,
  account: string,
  debit: EncodedParty,
  credit: EncodedParty,
  amountCents: number,
  chargeCents: number,
  creditChargeCents: number,
  linkedReceipt: string | null,
  checkoutRequestId: string | null,
  conversationId: string | null,
  originatorConversationId: string | null,
  entries: readonly (readonly [account: string, cents: number])[],
]

type EncodedParty = readonly [id: string, name: string, account: string]

export function encodeTransaction(row: TransactionRecord): EncodedTransaction {
  return [
    row.id,
    row.kind,
    row.receipt,
    row.initiatedAtMs,
    row.atMs,
    row.status,
    row.reasonType,
    row.details,
    row.account,
    encodeParty(row.debit),
    encodeParty(row.credit),
    Number(row.amountCents),
    Number(row.chargeCents),
    Number(row.creditChargeCents),
    row.linkedReceipt,
    row.checkoutRequestId,
    row.conversationId,
    row.originatorConversationId,
    row.entries.map(({ account, cents }) => [account, Number(cents)]),
  ]
}

/** What {@link encodeTransaction} made. */
export function decodeTransaction(row: EncodedTransaction): TransactionRecord {
  return {
    id: row[0],
    kind: row[1],
    receipt: row[2],
    initiatedAtMs: row[3],
    atMs: row[4],
    status: row[5],
    reasonType: row[6],
    details: row[7],
    account: row[8],
    debit: decodeParty(row[9]),
    credit: decodeParty(row[10]),
    amountCents: BigInt(row[11]),
    chargeCents: BigInt(row[12]),
    creditChargeCents: BigInt(row[13]),
    linkedReceipt: row[14],
    checkoutRequestId: row[15],
    conversationId: row[16],
    originatorConversationId: row[17],
    entries: row[18].map(([account, cents]): Entry => ({ account, cents: BigInt(cents) })),
  }
}

function encodeParty({ id, name, account }: Party): EncodedParty {
  return [id, name, account]
}

function decodeParty([id, name, account]: EncodedParty): Party {
  return { id, name, account }
}
