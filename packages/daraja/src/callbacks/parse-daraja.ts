import { isBillPayment, readBillPayment } from './bill-payment.ts'
import { isC2b, readC2b } from './c2b-callback.ts'
import type { DarajaMessage } from './daraja-message.ts'
import { isExpress, readExpress } from './express-callback.ts'
import { readAnswerMessage, readError } from './gateway-messages.ts'
import { isHakikisha, readHakikisha } from './hakikisha-question.ts'
import { isEchoedRequest, queueTimeoutOf, readEchoedRequest } from './queue-timeout.ts'
import { isRatiba, readRatiba } from './ratiba-callback.ts'
import { readResult, resultIn } from './result-callback.ts'
import type { ResultOf } from './result-message.ts'
import { readStkCallback, type StkFacts } from './stk-callback.ts'
import { type Told, toldIn } from './told.ts'
import { readWireBody } from './wire-body.ts'

/**
 * Where a body was posted, or what it is believed to be. It decides only what the body leaves open:
 * validation or confirmation, whose result it is, and that a result at a QueueTimeOutURL is no
 * result.
 */
export type DarajaHint = {
  kind?: DarajaMessage['kind'] | 'c2b-validation' | 'c2b-confirmation' | ResultOf
}

/** `raw` is what was given, byte by byte; a text is given back as its UTF-8. */
export type ParsedDaraja =
  | { ok: true; message: DarajaMessage; raw: Uint8Array }
  | { ok: false; reason: string; raw: Uint8Array }

/**
 * Reads anything that Safaricom sends, in every form seen or reported: numbers or texts, lists or
 * bare objects, values absent, keys misspelt, in any casing and order. What is no such message, or
 * lacks what it is known by, comes back with the reason. Never throws; time is linear in the length,
 * which may be 1 MiB at most.
 */
export function parseDaraja(raw: Uint8Array | string, hint: DarajaHint = {}): ParsedDaraja {
  const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw
  const body = readWireBody(raw)
  if (!body.ok) return { ok: false, reason: body.reason, raw: bytes }
  const message = readMessage(toldIn(body.object), hint.kind)
  return typeof message === 'string'
    ? { ok: false, reason: message, raw: bytes }
    : { ok: true, message, raw: bytes }
}

// From the most to the least distinctive: a flat answer has little that others lack.
function readMessage(root: Told, kind: DarajaHint['kind']): DarajaMessage | string {
  const stk = readStkCallback(root)
  if (stk !== undefined) return typeof stk === 'string' ? stk : stkMessage(stk)
  const result = resultIn(root)
  if (result !== undefined) {
    const read = readResult(result, resultKind(kind))
    return kind === 'queue-timeout' && typeof read !== 'string' ? queueTimeoutOf(read) : read
  }
  if (isRatiba(root)) return readRatiba(root)
  if (isC2b(root)) return readC2b(root, c2bStep(kind))
  if (isBillPayment(root)) return readBillPayment(root)
  const error = readError(root)
  if (error !== undefined) return error
  if (isEchoedRequest(root)) return readEchoedRequest(root)
  if (isExpress(root)) return readExpress(root)
  if (isHakikisha(root)) return readHakikisha(root)
  return readAnswerMessage(root) ?? 'nothing that Safaricom is known to send'
}

function stkMessage(facts: StkFacts): DarajaMessage {
  return { kind: 'stk', unreadable: [], ...facts }
}

function c2bStep(kind: DarajaHint['kind']): 'validation' | 'confirmation' | undefined {
  if (kind === 'c2b-validation') return 'validation'
  return kind === 'c2b-confirmation' ? 'confirmation' : undefined
}

function resultKind(kind: DarajaHint['kind']): ResultOf | undefined {
  return resultKinds.find((each) => each === kind)
}

const resultKinds: readonly ResultOf[] = [
  'b2c',
  'pochi',
  'b2b',
  'tax',
  'status',
  'balance',
  'reversal',
]
