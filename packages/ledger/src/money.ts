/**
 * Money. Inside it is whole cents as `bigint`; outside, for the API's users, KES as a number with at most two decimals.
 * The only place where one becomes the other, and nothing here rounds: what does not fit is refused.
 *
 * @module
 */

declare const cents: unique symbol

/** Cents of a Kenyan shilling. */
export type Cents = bigint & { readonly [cents]: true }

/** Ten trillion shillings: the fifteen digits that a JSON number carries exactly, decimals included. */
const centsMax = 999_999_999_999_999n

const kesPattern = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/

/**
 * The cents of a KES amount: `1000`, `1000.5`, `'1000.50'`.
 *
 * @throws RangeError for what is no number, has more than two decimals, or is too large to be exact
 */
export function kesToCents(kes: number | string): Cents {
  const match = kesPattern.exec(String(kes))
  if (!match) throw new RangeError('Not an amount in KES with at most two decimals.')
  const [, sign, shillings, decimals = ''] = match
  const amount = BigInt(`${shillings}${decimals.padEnd(2, '0')}`)
  return centsFrom(sign === '-' ? -amount : amount)
}

/** Cents that are cents already: a column of the database, a sum. @throws RangeError beyond what is exact in KES */
export function centsFrom(amount: bigint): Cents {
  if (amount > centsMax || amount < -centsMax) throw new RangeError('The amount is too large.')
  return amount as Cents // The brand's one constructor.
}

/** KES as a JSON number. Exact: the nearest number to a two-decimal amount prints as that amount. */
export function centsToKes(amount: Cents): number {
  return Number(centsFrom(amount)) / 100
}

/** `KES 1,000.00`, grouped as the locale does. */
export function formatKes(amount: Cents, locale = 'en-KE'): string {
  const magnitude = amount < 0n ? -amount : amount
  const shillings = new Intl.NumberFormat(locale).format(magnitude / 100n)
  const point =
    new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')
      ?.value ?? '.'
  const decimals = (magnitude % 100n).toString().padStart(2, '0')
  return `${amount < 0n ? '-' : ''}KES ${shillings}${point}${decimals}`
}

/**
 * The shillings of an amount that M-PESA is to move, which knows no cents.
 *
 * @throws RangeError when the amount is not whole shillings
 */
export function wholeShillings(amount: Cents): number {
  if (amount % 100n !== 0n) throw new RangeError('M-PESA moves whole shillings only.')
  return Number(centsFrom(amount) / 100n)
}
