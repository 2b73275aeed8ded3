/** One line of a statement, or one row of its sheet, as text; nothing is trimmed. */
export type StatementLine = {
  /** From 1, as an editor or Excel counts. A line with line breaks in it counts by its last. */
  line: number
  cells: readonly string[]
}

/** The lines of a file, and how it writes amounts. */
export type StatementLines = {
  format: 'csv' | 'xlsx'
  /** Excel writes `1200,50` where it parts cells by semicolons. */
  decimalComma: boolean
  lines: AsyncGenerator<StatementLine, void>
}

export function isBlank({ cells }: StatementLine): boolean {
  return cells.every((cell) => cell.trim() === '')
}
