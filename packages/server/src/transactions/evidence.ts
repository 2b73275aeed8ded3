import type { StkQueryOutcome } from '@hazina/daraja'
import { explainResult, isFinalStkResult, parseStkCallback } from '@hazina/daraja'
import { canonicalPhone } from './canonical-phone.ts'

/** What a piece of evidence says about a deposit, as the parser and the catalogue of codes judge it. */
export type Fact = 'paid' | 'failed' | 'pending' | 'unclear' | 'unreadable'

export type EvidenceKind = 'callback' | 'query' | 'c2b' | 'pull' | 'statement'

/** How a piece of evidence names its deposit. */
export type Binding =
  | { by: 'token'; tokenHash: Buffer }
  | { by: 'transaction'; id: bigint }
  | { by: 'reference'; accountReference: string }
  | { by: 'nothing' }

/** Something that Safaricom, or somebody who says so, told us. Only verified evidence can move money. */
export type Evidence = {
  kind: EvidenceKind
  binding: Binding
  verified: boolean
  fact: Fact
  body: Buffer
  address: string | null
  resultCode: string | null
  amountCents: bigint | null
  receipt: string | null
  phone: string | null
  checkoutRequestId: string | null
  merchantRequestId: string | null
  eventAt: Date | null
}

export type Arrival = Pick<Evidence, 'binding' | 'verified' | 'body' | 'address'>

const nothingSaid = {
  resultCode: null,
  amountCents: null,
  receipt: null,
  phone: null,
  checkoutRequestId: null,
  merchantRequestId: null,
  eventAt: null,
}

/** Reads an STK callback. A shape nobody has seen is `unreadable`, never an error: the bytes are kept. */
export function evidenceOfCallback(arrival: Arrival): Evidence {
  const parsed = parseStkCallback(arrival.body)
  if (!parsed.ok) return { ...arrival, ...nothingSaid, kind: 'callback', fact: 'unreadable' }
  const { callback } = parsed
  const said = {
    ...arrival,
    ...nothingSaid,
    kind: 'callback' as const,
    resultCode: callback.resultCode.slice(0, 64),
    checkoutRequestId: identifier(callback.checkoutRequestId),
    merchantRequestId: identifier(callback.merchantRequestId),
  }
  if (!callback.paid) return { ...said, fact: factOfCode(callback.resultCode) }
  return {
    ...said,
    // An item that is there but garbled, or told twice differently, is nothing to credit by.
    fact: callback.unreadable.length > 0 ? 'unclear' : 'paid',
    amountCents: cents(callback.amount),
    receipt: identifier(callback.receipt),
    phone: callback.phone === undefined ? null : canonicalPhone(callback.phone),
    eventAt: callback.transactedAt ?? null,
  }
}

/** Reads the answer to a query that we asked about our own transaction. It carries no amount and no receipt. */
export function evidenceOfQuery(
  id: bigint,
  answer: Extract<StkQueryOutcome, { outcome: 'paid' | 'failed' | 'pending' }>,
): Evidence {
  return {
    ...nothingSaid,
    kind: 'query',
    binding: { by: 'transaction', id },
    verified: true,
    fact: answer.outcome,
    body: Buffer.from(answer.raw),
    address: null,
    resultCode: 'resultCode' in answer ? answer.resultCode : null,
  }
}

/** A code that the catalogue does not know, or knows as not final, never means failed. */
function factOfCode(code: string): Fact {
  const explanation = explainResult(code)
  if (!explanation.known) return 'unclear'
  if (isFinalStkResult(code)) return 'failed'
  return explanation.final ? 'unclear' : 'pending'
}

/** Cents as said; an amount that no account could hold is a wrong amount, not an error. */
function cents(kes: number | undefined): bigint | null {
  if (kes === undefined || !Number.isFinite(kes)) return null
  const rounded = Math.round(kes * 100)
  return Math.abs(rounded) > Number.MAX_SAFE_INTEGER || Math.abs(rounded - kes * 100) > 1e-6
    ? -1n
    : BigInt(rounded)
}

function identifier(text: string | undefined): string | null {
  if (text === undefined || text.trim() === '' || text.includes('\0')) return null
  return text.trim().slice(0, 64)
}
