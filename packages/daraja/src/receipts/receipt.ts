/** True for ten capital letters and digits, as M-PESA's receipts are; that one exists it cannot say. */
export function looksLikeReceipt(text: string): boolean {
  return /^[0-9A-Z]{10}$/.test(text)
}

/**
 * The day that a receipt was made on, `yyyy-MM-dd` in East Africa Time, by its first three letters
 * (derived from dated samples, reference §33). A hint, never proof: receipts of the sandbox need not
 * follow the scheme, and then this is undefined or wrong.
 */
export function receiptDate(receipt: string): string | undefined {
  if (!looksLikeReceipt(receipt)) return undefined
  const year = receipt.charCodeAt(0) - letterA
  const month = receipt.charCodeAt(1) - letterA + 1
  const day = dayLetters.indexOf(receipt.charAt(2)) + 1
  if (year < 0 || year > 25 || month < 1 || month > 12 || day < 1) return undefined
  const date = new Date(Date.UTC(firstYear + year, month - 1, day))
  // 31 April would be 1 May.
  return date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined
}

/**
 * True for the id that failures and queries carry instead of a receipt: a date and seven zeros
 * (`UA20000000`), or nothing but zeros.
 */
export function isGenericReceipt(text: string): boolean {
  return /^[0-9A-Z]{3}0{7}$/.test(text)
}

const letterA = 65
const firstYear = 2006
const dayLetters = '123456789ABCDEFGHIJKLMNOPQRSTUV'
