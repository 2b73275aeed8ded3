import type { Behaviour } from '../options.ts'
import type { Random } from '../random.ts'
import type { ResultCode } from '../state/records.ts'

/** One parameter or reference of a result. Without a value only its key is sent (reference §3.3). */
export type ResultItem = { Key: string; Value?: string | number }

export type ResultParts = {
  result: ResultCode
  originatorConversationId: string
  conversationId: string
  transactionId: string
  /** None: the key is left out, as failures do it. */
  parameters: readonly ResultItem[]
  references: readonly ResultItem[]
  /** Whether codes are strings, as the portal prints some results. */
  codesAsStrings: boolean
}

/** The JSON that a ResultURL gets (reference §14–§21, §37). */
export function resultBody(behaviour: Behaviour, parts: ResultParts): string {
  const { result, parameters, references, codesAsStrings } = parts
  const listed = (items: readonly ResultItem[]) => listOf(behaviour, items)
  return JSON.stringify({
    Result: {
      ResultType: codesAsStrings ? '0' : 0,
      ResultCode: codesAsStrings ? result.code : codeOf(result.code),
      ResultDesc: result.text,
      OriginatorConversationID: parts.originatorConversationId,
      ConversationID: parts.conversationId,
      TransactionID: parts.transactionId,
      ...(parameters.length === 0
        ? {}
        : { ResultParameters: { ResultParameter: listed(parameters) } }),
      ReferenceData: { ReferenceItem: listed(references) },
    },
  })
}

/** A result code as JSON has it: a number, unless it has letters (reference §21). */
export function codeOf(code: string): string | number {
  return /^\d+$/.test(code) ? Number(code) : code
}

/** A parameter or reference; an empty value is left out. */
export function item(key: string, value?: string | number): ResultItem {
  return value === undefined || value === '' ? { Key: key } : { Key: key, Value: value }
}

/**
 * What the gateway makes of a text when it turns M-PESA's XML into JSON: whatever looks like a number becomes one, so that
 * leading zeros are lost (reference §3.3, seen live).
 */
export function coerced(text: string): string | number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text
  const number = Number(text)
  return Number.isSafeInteger(Math.trunc(number)) ? number : text
}

/** The items in another order, where that is asked for. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((one) => ({ one, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one)
}

function listOf(
  behaviour: Behaviour,
  items: readonly ResultItem[],
): ResultItem | readonly ResultItem[] {
  const [only, ...others] = items
  const isBare = behaviour.resultSingleItem === 'object' && others.length === 0
  return isBare && only !== undefined ? only : items
}
