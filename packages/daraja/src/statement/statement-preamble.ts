import type { StatementLine } from './statement-line.ts'
import { type DateOrder, parseStatementTime } from './statement-values.ts'

/** What stands above the header. */
export type StatementPreamble = {
  organisation?: string
  shortcode?: string
  from?: Date
  to?: Date
  /** Every line, as it came. */
  lines: readonly StatementLine[]
}

/** Reads `Label:,value` and `Label: value` lines in any order; what it does not know it leaves. */
export function readPreamble(
  lines: readonly StatementLine[],
  order: DateOrder | undefined,
): StatementPreamble {
  const facts = lines.map(labelled)
  const valueUnder = (label: RegExp) =>
    facts.find((fact) => label.test(fact.label) && fact.value !== '')?.value
  const organisation = valueUnder(/^(?:organi[sz]ation|business|merchant)?\s*name$/i)
  const shortcode = valueUnder(/^(?:short\s*code|pay\s*bill|till)(?:\s*(?:no\.?|number))?$/i)
  const [, fromText = '', toText = ''] = periodText.exec(valueUnder(/period$/i) ?? '') ?? []
  const from = parseStatementTime(fromText, { order })
  const to = parseStatementTime(toText, { order })
  return {
    ...(organisation !== undefined && { organisation }),
    ...(shortcode !== undefined && { shortcode }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    lines,
  }
}

function labelled({ cells }: StatementLine): { label: string; value: string } {
  const [first = '', ...others] = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const colon = first.indexOf(':')
  if (colon === -1) return { label: first, value: others[0] ?? '' }
  const rest = first.slice(colon + 1).trim()
  return { label: first.slice(0, colon).trim(), value: rest === '' ? (others[0] ?? '') : rest }
}

const periodText = /^(?:from\s+)?([\d/.-]+ [\d:]+)\s+(?:to|-)\s+([\d/.-]+ [\d:]+)$/i
