export type AmountInput =
  | { ok: true; kes: number }
  | { ok: false; reason: 'empty' | 'not-a-number' | 'cents' | 'too-small' | 'too-large' }

/**
 * Reads an amount as people type it: `1000`, `1,000`, `KES 1 000`. Whole shillings only, because M-PESA moves
 * no cents; they are refused, never rounded away. `100.00` has no cents in it and is 100.
 */
export function parseAmount(input: string, limits: { min: number; max: number }): AmountInput {
  const bare = input
    .trim()
    .replace(/^(kes|ksh)\.?/i, '')
    .replace(/\/[-=]$/, '')
    .trim()
  if (bare === '') return { ok: false, reason: 'empty' }
  const match = /^(\d+|\d{1,3}(?:[, ]\d{3})+)(?:\.(\d*))?$/.exec(bare)
  if (match === null) return { ok: false, reason: 'not-a-number' }
  const [, whole = '', cents = ''] = match
  if (/[1-9]/.test(cents)) return { ok: false, reason: 'cents' }
  const kes = Number(whole.replace(/[, ]/g, ''))
  if (kes < limits.min) return { ok: false, reason: 'too-small' }
  if (kes > limits.max) return { ok: false, reason: 'too-large' }
  return { ok: true, kes }
}
