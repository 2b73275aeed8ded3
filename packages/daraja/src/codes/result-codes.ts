import { type Reaction, type Retry, reactions, type WhoActs } from './result-reactions.ts'
import { type ResultApi, type ResultRow, resultRows } from './result-rows.ts'
import { rowsByApi } from './result-rows-by-api.ts'

export type { ResultApi } from './result-rows.ts'

export type ResultExplanation = {
  code: string
  /** False for a code the catalogue has never heard of; such a code settles nothing. */
  known: boolean
  /** What it means, for operators and developers. */
  meaning: string
  /**
   * True when the code ends the matter for the APIs that use it; a late success may still
   * contradict it.
   */
  final: boolean
  whoActs: WhoActs
  retry: Retry
  /** What the customer is told. */
  en: string
  sw: string
  apis: readonly ResultApi[]
}

/**
 * Explains a `ResultCode` (a number in callbacks, a string in query answers: both are taken). A
 * code that is not in the catalogue comes back with `known: false` and is never final. Some codes
 * mean something else to some APIs (2001 is a wrong PIN to STK, a wrong operator to B2C): with
 * `api` the explanation is that API's own.
 */
export function explainResult(code: string | number, api?: ResultApi): ResultExplanation {
  const text = String(code).trim()
  const own = rowsByApi.find((row) => row[0] === text && api !== undefined && row[2].includes(api))
  const row = own ?? rowByCode.get(text)
  if (row !== undefined) return explanationOf(row)
  const { whoActs, retry, en, sw }: Reaction = reactions.unknown
  const meaning = 'Not in the catalogue: the outcome is unknown until Safaricom says more'
  return { code: text, known: false, meaning, final: false, whoActs, retry, en, sw, apis: [] }
}

/** Every meaning of a code: the general one first, then those of single APIs. Empty if unknown. */
export function meaningsOfResult(code: string | number): readonly ResultExplanation[] {
  const text = String(code).trim()
  return [...resultRows, ...rowsByApi].filter((row) => row[0] === text).map(explanationOf)
}

/** True for the codes that settle an STK payment, in a callback or in the answer to a query. */
export function isFinalStkResult(code: string | number): boolean {
  const { final, apis } = explainResult(code)
  return final && apis.includes('stk')
}

// A refused duplicate says nothing about the first request, which may still succeed.
const settlesNothing: ReadonlySet<string> = new Set(['pending', 'unknown', 'duplicate', 'takenOn'])

const rowByCode = new Map<string, ResultRow>(resultRows.map((row) => [row[0], row]))

/** The whole catalogue: first the codes of STK, then those of the other APIs. */
export const resultCodes: readonly ResultExplanation[] = resultRows.map(explanationOf)

function explanationOf([code, reaction, apis, meaning]: ResultRow): ResultExplanation {
  const { whoActs, retry, en, sw }: Reaction = reactions[reaction]
  const final = !settlesNothing.has(reaction)
  return { code, known: true, meaning, final, whoActs, retry, en, sw, apis }
}
