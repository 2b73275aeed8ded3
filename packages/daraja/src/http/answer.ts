/** What the gateway's text says, before anybody decides what it means. */
export type Answer =
  | { kind: 'object'; body: Record<string, unknown> }
  | { kind: 'refusal'; errorCode: string; errorMessage: string; requestId: string | undefined }
  | { kind: 'unreadable' }

/**
 * Reads an answer by its content, not by its status: Daraja's own error envelope and Apigee's
 * `fault` are refusals also under HTTP 200; an HTML page, an empty body, and JSON that is no object
 * are unreadable.
 */
export function readAnswer(text: string): Answer {
  const body = parseObject(text)
  if (body === undefined) return { kind: 'unreadable' }
  const fault = asObject(body.fault)
  if (fault !== undefined) {
    const errorCode = identifierOf(asObject(fault.detail)?.errorcode)
    const errorMessage = sentenceOf(fault.faultstring)
    return { kind: 'refusal', errorCode, errorMessage, requestId: undefined }
  }
  const errorCode = identifierOf(body.errorCode)
  if (errorCode === '') return { kind: 'object', body }
  const requestId = identifierOf(body.requestId) || undefined
  return { kind: 'refusal', errorCode, errorMessage: sentenceOf(body.errorMessage), requestId }
}

/** A scalar as text: codes come as numbers and as strings. Anything else is the empty text. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : ''
}

/**
 * An identifier or a code: printable and of reasonable length, so that it can be stored anywhere;
 * otherwise empty.
 */
export function identifierOf(value: unknown): string {
  const text = textOf(value)
  return /^[\x21-\x7e]{1,128}$/.test(text) ? text : ''
}

/** A sentence for people: control characters, which no database takes gladly, become spaces. */
export function sentenceOf(value: unknown): string {
  return textOf(value).replace(controlCharacters, ' ').slice(0, sentenceLengthMax)
}

export function asObject(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return value as Record<string, unknown> // what the three tests above leave of JSON
}

export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(text.replace(/^\ufeff/, '')))
  } catch {
    return undefined // not JSON: the caller says so in its own words
  }
}

const sentenceLengthMax = 1000
const controlCharacters = /\p{Cc}+/gu
