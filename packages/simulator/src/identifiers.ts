import { hexDigits, lettersAndDigits, type Random } from './random.ts'
import type { MetaRecord } from './state/records.ts'
import { eatDay, eatParts, eatTimestamp } from './time/east-africa-time.ts'

/** Makes the identifiers M-PESA makes, in its formats (reference §3.1 and §33). */
export type Identifiers = {
  /** MerchantRequestID, and `requestId` of errors: a node's UUID tail with a growing counter glued on. */
  requestId(): string
  /** `ws_CO_` + ddMMyyyyHHmmss + milliseconds without leading zeros + the phone's last nine digits. */
  checkoutRequestId(at: Date, msisdn: string, isTaken: (id: string) => boolean): string
  /** `AG_` + yyyyMMdd + `_2010` + 16 hex digits. */
  conversationId(at: Date): string
  /** Ten characters, the first three telling the Nairobi date; never the same twice. */
  receipt(at: Date): string
  /** A random UUID, as Pull, Ratiba and Bonga have it. */
  uuid(): string
  /** 28 characters. */
  accessToken(): string
  /** For the simulator's own things. */
  next(): string
  counters(): Omit<MetaRecord, 'clockOffsetMs' | 'chaosState'>
  /** Goes on from there, or starts with numbers drawn anew. */
  restore(previous: MetaRecord | undefined): void
}

const receiptTailMax = 36 ** 7
/** Odd and no multiple of three, so that it walks through every tail before it repeats one. */
const receiptStep = 41_903_917_673n

/** Goes on from `previous`, or starts with numbers drawn from `random`. */
export function createIdentifiers(random: Random, previous: MetaRecord | undefined): Identifiers {
  const begin = (from: MetaRecord | undefined) => ({
    nodeTail: from?.nodeTail ?? drawNodeTail(random),
    receiptOffset: from?.receiptOffset ?? Math.floor(random.next() * receiptTailMax),
    requestCounter: from?.requestCounter ?? random.integer(100_000, 9_999_999),
    receiptCounter: from?.receiptCounter ?? 0,
    idCounter: from?.idCounter ?? 0,
  })
  let now = begin(previous)

  return {
    requestId: () => `${now.nodeTail}${++now.requestCounter}`,
    checkoutRequestId,
    conversationId: (at) => `AG_${eatDay(at)}_2010${random.text(hexDigits, 16)}`,
    receipt: (at) => receiptDate(at) + receiptTail(now.receiptOffset, ++now.receiptCounter),
    uuid: () => drawUuid(random),
    accessToken: () => random.text(lettersAndDigits, 28),
    next: () => (++now.idCounter).toString(36),
    counters: () => ({ ...now, randomState: random.state() }),
    restore(from) {
      now = begin(from)
    },
  }
}

/** The transaction id of what moved no money: the date of a receipt and seven zeros (reference §33). */
export function genericReceipt(at: Date): string {
  return `${receiptDate(at)}0000000`
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

function drawUuid(random: Random): string {
  const hex = (length: number) => random.text(hexDigits, length)
  const variant = '89ab'[random.integer(0, 3)]
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`
}
