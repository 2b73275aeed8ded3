/**
 * Whole cents of an amount in shillings, as it came in JSON.
 * @throws RangeError when it is not a number with at most two decimals.
 */
export function centsFromKes(kes: number): bigint {
  const cents = Math.round(kes * 100)
  if (!Number.isSafeInteger(cents) || Math.abs(cents / 100 - kes) > 1e-9) {
    throw new RangeError(`${kes} is not an amount in shillings with at most two decimals`)
  }
  return BigInt(cents)
}

/** Shillings as JSON shows them: a number with at most two decimals. */
export function kesFromCents(cents: bigint): number {
  return Number(cents) / 100
}

/** `Ksh1,000.00`, as M-PESA writes amounts in its messages. */
export function kshText(cents: bigint): string {
  return `Ksh${amountText(cents)}`
}

/** `1,000.00` */
export function amountText(cents: bigint): string {
  const absolute = cents < 0n ? -cents : cents
  const shillings = (absolute / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  return `${cents < 0n ? '-' : ''}${shillings}.${(absolute % 100n).toString().padStart(2, '0')}`
}

/** `1000.00`, as the fields of callbacks have it. */
export function decimalText(cents: bigint): string {
  return amountText(cents).replaceAll(',', '')
}
