/**
 * `not_a_statement`: no header line in it, or another kind of file. `missing_column`: the header lacks
 * what a statement cannot do without. `damaged`: it cannot be read to its end. `too_large`: more than
 * can be read whole; CSV has no such limit.
 */
export type StatementErrorCode = 'not_a_statement' | 'missing_column' | 'damaged' | 'too_large'

/** A file that cannot be read as a statement; the message says why and what to do. */
export class StatementError extends Error {
  override readonly name = 'StatementError'
  readonly code: StatementErrorCode
  /** The line in the file, from 1; of a workbook its row. */
  readonly line: number | undefined

  constructor(code: StatementErrorCode, message: string, line?: number) {
    super(message)
    this.code = code
    this.line = line
  }
}
