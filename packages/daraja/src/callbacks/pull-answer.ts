import { asObject } from '../http/answer.ts'
import { parseMsisdn } from '../msisdn.ts'
import type { Readable } from './daraja-message.ts'
import { present, readerOf } from './reader.ts'
import { type Told, toldIn, valueAt } from './told.ts'
import { readWireBody } from './wire-body.ts'
import { parseDarajaDate, parseKes, parsePhone, parseReceipt } from './wire-values.ts'

/** One payment of a Pull answer (reference §25). */
export type PullRow = Readable & {
  receipt: string
  /** The answer ends its times in `Z`, and means East Africa Time all the same. */
  transactedAt?: Date
  /** Twelve digits where nine were told; otherwise as told. */
  msisdn?: string
  sender?: string
  /** As told, such as `c2b-pay-bill-debit`. */
  transactionType?: string
  billReference?: string
  /** KES. */
  amount?: number
  organisation?: string
}

export type ParsedPullAnswer =
  | {
      ok: true
      responseCode: string
      description: string
      responseRefId?: string
      rows: readonly PullRow[]
      /** How many entries were no rows, or had no usable receipt. */
      unusable: number
      raw: Uint8Array
    }
  | { ok: false; reason: string; raw: Uint8Array }

/**
 * Reads the answer to a Pull query: rows in a list within a list, in one list, a bare row, or none
 * (code 1001). Code 1000 with no rows is an empty page. Never throws.
 */
export function parsePullAnswer(raw: Uint8Array | string): ParsedPullAnswer {
  const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw
  const body = readWireBody(raw, pullLengthMax)
  if (!body.ok) return { ok: false, reason: body.reason, raw: bytes }
  const told = toldIn(body.object)
  const { text, identifier } = readerOf(told, [])
  const responseCode = identifier('ResponseCode')
  if (responseCode === undefined) return { ok: false, reason: 'no usable ResponseCode', raw: bytes }
  const entries = entriesOf(valueAt(told, 'Response'))
  const rows = entries.map(readRow).filter((row) => row !== undefined)
  const responseRefId = identifier('ResponseRefID', 'RequestID')
  return {
    ok: true,
    responseCode,
    description: text('ResponseMessage', 'ResponseDescription') ?? '',
    ...(responseRefId !== undefined && { responseRefId }),
    rows,
    unusable: entries.length - rows.length,
    raw: bytes,
  }
}

function entriesOf(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return []
  const list = Array.isArray(value) ? value : [value]
  return list.flatMap((entry: unknown) => entry)
}

function readRow(entry: unknown): PullRow | undefined {
  const object = asObject(entry)
  return object === undefined ? undefined : readFields(toldIn(object))
}

function readFields(told: Told): PullRow | undefined {
  const unreadable: string[] = []
  const { read, text } = readerOf(told, unreadable)
  const receipt = read(parseReceipt, 'transactionId')
  if (receipt === undefined) return undefined
  return {
    receipt,
    ...present<Omit<PullRow, 'receipt' | 'unreadable'>>({
      transactedAt: read(parseLocalTime, 'trxDate'),
      msisdn: read(parseTail, 'msisdn'),
      sender: text('sender'),
      transactionType: text('transactiontype'),
      billReference: text('billreference'),
      amount: read(parseKes, 'amount'),
      organisation: text('organizationname', 'organisationname'),
    }),
    unreadable,
  }
}

function parseLocalTime(text: string): Date | undefined {
  return parseDarajaDate(text.replace(/Z$/i, ''))
}

// The sample leaves 254 out (reference §25).
function parseTail(text: string): string | undefined {
  const parsed = parseMsisdn(text, { allowOtherNetworks: true })
  return parsed.ok ? parsed.msisdn : parsePhone(text)
}

// A page has a hundred rows or so; nobody says that it cannot have more.
const pullLengthMax = 16 * 1_048_576
