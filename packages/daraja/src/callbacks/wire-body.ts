import { asObject } from '../http/answer.ts'

/** A JSON object that came over the wire, or why it is none. `text` is what was decoded. */
export type WireBody =
  | { ok: true; object: Record<string, unknown>; text: string }
  | { ok: false; reason: string; text: string }

/**
 * Decodes and reads a body in time linear in its length. Refused are what is too long (1 MiB unless
 * said otherwise), nested deeper than 32 levels, no JSON, or JSON that is no object. Bytes that are
 * no UTF-8 are read as the replacement character; a byte order mark is passed over.
 */
export function readWireBody(raw: Uint8Array | string, lengthMax = bodyLengthMax): WireBody {
  const text = typeof raw === 'string' ? raw : new TextDecoder().decode(raw)
  if (raw.length > lengthMax) {
    return { ok: false, reason: `longer than ${lengthMax / 1_048_576} MiB`, text }
  }
  if (isNestedTooDeeply(text)) return { ok: false, reason: 'nested too deeply', text }
  const object = asObject(parseJson(text.startsWith('\ufeff') ? text.slice(1) : text))
  return object === undefined
    ? { ok: false, reason: 'not a JSON object', text }
    : { ok: true, object, text }
}

const bodyLengthMax = 1_048_576
const depthMax = 32

// Counts brackets, those within strings excepted; what is no JSON need not be counted rightly.
function isNestedTooDeeply(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) quoted = !quoted
    else if (quoted && code === backslash) at += 1
    else if (!quoted && (code === brace || code === bracket)) {
      depth += 1
      if (depth > depthMax) return true
    } else if (!quoted && (code === braceEnd || code === bracketEnd)) depth -= 1
  }
  return false
}

const quote = 0x22
const backslash = 0x5c
const bracket = 0x5b
const bracketEnd = 0x5d
const brace = 0x7b
const braceEnd = 0x7d

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return longNumber.test(text) ? JSON.parse(text.replace(stringOrNumber, quoteLong)) : value
  } catch {
    return undefined // not JSON: the caller says so in its own words
  }
}

// The gateway turns references that look like numbers into numbers (reference §3.3). A double keeps
// no more than fifteen digits of them for certain, so longer ones are read as the text they are. The
// text is valid JSON by then: every quote has its other half, which keeps the pattern linear.
const longNumber = /[:[,\s]-?[\d.]{16}/
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/gs

function quoteLong(token: string): string {
  return token.length > 15 && !token.startsWith('"') ? `"${token}"` : token
}
