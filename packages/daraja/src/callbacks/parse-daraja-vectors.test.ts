import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/callback-vectors.json' with { type: 'json' }
import { expectedMessages } from '../../test-data/expected-messages.ts'
import { expectedResults } from '../../test-data/expected-results.ts'
import type { DarajaMessage } from './daraja-message.ts'
import { parseDaraja } from './parse-daraja.ts'
import type { ResultItem } from './result-message.ts'

type Vector = keyof typeof vectors.callbacks

// Every vector must be in one of the two.
const expected: Record<Vector, object> = { ...expectedMessages, ...expectedResults }

function told(name: Vector): DarajaMessage {
  const parsed = parseDaraja(JSON.stringify(vectors.callbacks[name].body))
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.message
}

// The lists of a result body, as they are read by nobody but a person.
function listed(inner: unknown): ResultItem[] {
  const list = inner === undefined ? [] : [inner].flat()
  return list.map((entry) => {
    const { Key, Value } = entry as { Key: string; Value?: string | number }
    const value = Value === undefined ? '' : String(Value).trim()
    return { key: Key, ...(value !== '' && { value }) }
  })
}

describe('every recorded callback is read field by field', () => {
  test.each(Object.keys(expected) as Vector[])('%s', (name) => {
    const message = told(name)
    const { Result } = vectors.callbacks[name].body as {
      Result?: {
        ResultParameters?: { ResultParameter: unknown }
        ReferenceData?: { ReferenceItem: unknown }
      }
    }
    if (Result === undefined) return expect(message).toEqual(expected[name])
    const items = listed(Result.ResultParameters?.ResultParameter)
    const references = listed(Result.ReferenceData?.ReferenceItem)
    expect(message).toEqual({ ...expected[name], items, references })
  })
})

describe('every recorded answer is told from a callback', () => {
  const unknown = ['oauth_string', 'oauth_number']

  test.each(Object.entries(vectors.syncResponses))('%s', (name, { body }) => {
    const parsed = parseDaraja(JSON.stringify(body))
    if (unknown.includes(name)) return expect(parsed.ok).toBe(false) // a token is no message
    if (!parsed.ok) throw new Error(parsed.reason)
    const refused = 'fault' in body || 'errorCode' in body || 'responseMessage' in body
    expect(parsed.message.kind).toBe(refused ? 'error' : 'answer')
    expect(parsed.message).not.toHaveProperty('paid')
  })

  test('what we answer to a callback is nothing that Safaricom sends', () => {
    for (const ack of Object.values(vectors.callbackAcks)) {
      const parsed = parseDaraja(JSON.stringify(ack))
      if (parsed.ok) expect(parsed.message.kind).toBe('answer')
    }
  })
})
