/** What a business said when it was asked whether it takes a payment. */
export type ValidationAnswer =
  | { said: 'accept'; thirdPartyId: string }
  | { said: 'reject'; code: string; text: string }
  /** Nothing that M-PESA understands: the registered ResponseType decides. */
  | { said: 'nothing' }

/** The codes a business may reject with (reference §13). */
export const rejectCodes: Readonly<Record<string, string>> = {
  C2B00011: 'Invalid MSISDN',
  C2B00012: 'Invalid Account Number',
  C2B00013: 'Invalid Amount',
  C2B00014: 'Invalid KYC Details',
  C2B00015: 'Invalid Shortcode',
  C2B00016: 'Other Error',
}

/**
 * Reads the answer of a validation URL. Real businesses answer 0 as text or as a number, spell keys in other cases, send
 * JSON as plain text or wrapped in a string or a list; each counts for what it says. Whatever is not a 2xx with a
 * ResultCode is no answer.
 */
export function readValidationAnswer(status: number, body: string): ValidationAnswer {
  if (status < 200 || status > 299) return { said: 'nothing' }
  const fields = lowerCaseFields(unwrap(body))
  const code = plainText(fields?.get('resultcode'))
  if (fields === undefined || code === '') return { said: 'nothing' }
  if (/^0+$/.test(code)) {
    return { said: 'accept', thirdPartyId: plainText(fields.get('thirdpartytransid')) }
  }
  const known = code.toUpperCase()
  const text = plainText(fields.get('resultdesc'))
  return { said: 'reject', code: known, text: text || (rejectCodes[known] ?? 'Other Error') }
}

function unwrap(body: string): unknown {
  let value: unknown = body.replace(/^\uFEFF/, '').trim()
  // JSON in a string in JSON, and a list with one member: two wrappings at most.
  for (let depth = 0; depth < 3 && typeof value === 'string'; depth++) value = parse(value)
  return Array.isArray(value) && value.length === 1 ? value[0] : value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function lowerCaseFields(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]))
}

function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
