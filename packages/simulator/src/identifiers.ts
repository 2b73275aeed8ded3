import { hexDigits, lettersAndDigits, type Random } from './random.ts'
import type { MetaRecord } from './state/records.ts'
import { eatParts, eatTimestamp } from './time/east-africa-time.ts'

/** Makes the identifiers M-PESA makes, in its formats (reference §3.1 and §33). */
export type Identifiers = {
  /** MerchantRequestID, and `requestId` of errors: a node's UUID tail with a growing counter glued on. */
  requestId(): string
  /** `ws_CO_` + ddMMyyyyHHmmss + milliseconds without leading zeros + the phone's last nine digits. */
  checkoutRequestId(at: Date, msisdn: string, isTaken: (id: string) => boolean): string
  /** Ten characters, the first three telling the Nairobi date; never the same twice. */
  receipt(at: Date): string
  /** 28 characters. */
  accessToken(): string
  /** For the simulator's own things. */
  next(): string
  counters(): Omit<MetaRecord, 'clockOffsetMs'>
}

const receiptTailMax = 36 ** 7
/** Odd and no multiple of three, so that it walks through every tail before it repeats one. */
const receiptStep = 41_903_917_673n

/** Goes on from `previous`, or starts with numbers drawn from `random`. */
export function createIdentifiers(random: Random, previous: MetaRecord | undefined): Identifiers {
  const nodeTail = previous?.nodeTail ?? drawNodeTail(random)
  const receiptOffset = previous?.receiptOffset ?? Math.floor(random.next() * receiptTailMax)
  let requestCounter = previous?.requestCounter ?? random.integer(100_000, 9_999_999)
  let receiptCounter = previous?.receiptCounter ?? 0
  let idCounter = previous?.idCounter ?? 0

  return {
    requestId: () => `${nodeTail}${++requestCounter}`,
    checkoutRequestId,
    receipt: (at) => receiptDate(at) + receiptTail(receiptOffset, ++receiptCounter),
    accessToken: () => random.text(lettersAndDigits, 28),
    next: () => (++idCounter).toString(36),
    counters: () => ({
      requestCounter,
      receiptCounter,
      receiptOffset,
      idCounter,
      nodeTail,
      randomState: random.state(),
    }),
  }
}

/** The first three characters of a receipt of this day: year from 2006, month and day as letters and digits. */
export function receiptDate(at: Date): string {
  const { year, month, day } = eatParts(at)
  const letter = (index: number) => String.fromCharCode(65 + index)
  return letter(year - 2006) + letter(month - 1) + (day < 10 ? String(day) : letter(day - 10))
}

/** Seven characters that look drawn at random, different for every counter. */
function receiptTail(offset: number, counter: number): string {
  const tail = (BigInt(offset) + BigInt(counter) * receiptStep) % BigInt(receiptTailMax)
  // All zeros is the generic id of failures (§33).
  return (tail === 0n ? 1n : tail).toString(36).toUpperCase().padStart(7, '0')
}

function checkoutRequestId(at: Date, msisdn: string, isTaken: (id: string) => boolean): string {
  for (let instant = at; ; instant = new Date(instant.getTime() + 1)) {
    const { millisecond } = eatParts(instant)
    const timestamp = eatTimestamp(instant)
    const date = `${timestamp.slice(6, 8)}${timestamp.slice(4, 6)}${timestamp.slice(0, 4)}`
    const id = `ws_CO_${date}${timestamp.slice(8)}${millisecond}${msisdn.slice(3)}`
    if (!isTaken(id)) return id
  }
}

function drawNodeTail(random: Random): string {
  return [4, 4, 4, 12].map((length) => random.text(hexDigits, length)).join('-')
}
