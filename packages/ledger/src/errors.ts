/** What the ledger refuses, by SQLSTATE; sql/0001-ledger-tables.sql has the same list with the same numbers. */
const codesBySqlState = {
  HZ001: 'insufficient_funds',
  HZ002: 'posting_unbalanced',
  HZ003: 'posting_without_entries',
  HZ004: 'account_not_allowed',
  HZ005: 'append_only',
  HZ006: 'hold_unknown',
  HZ007: 'hold_resolved',
  HZ008: 'hold_amount',
  HZ009: 'day_not_closable',
  HZ010: 'malformed_request',
  HZ011: 'isolation_level',
  HZ012: 'hold_exists',
} as const

const codesByConstraint = {
  posting_settles_once: 'already_settled',
  posting_once_per_hold: 'hold_resolved',
  hold_resolution_pkey: 'hold_resolved',
  balance_never_below_held: 'insufficient_funds',
} as const

export type LedgerErrorCode =
  | (typeof codesBySqlState)[keyof typeof codesBySqlState]
  | (typeof codesByConstraint)[keyof typeof codesByConstraint]

/** Something the books refused. The database transaction is aborted: roll it back. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError'
  readonly code: LedgerErrorCode
  /** What it is about: `account`, `amount_cents`, `available_cents`, `hold`, `posting`, … */
  readonly facts: Readonly<Record<string, string>>

  constructor(
    code: LedgerErrorCode,
    options: { message: string; facts: Record<string, string>; cause?: unknown },
  ) {
    super(options.message, { cause: options.cause })
    this.code = code
    this.facts = options.facts
  }
}

/** The ledger's own meaning of an error that PostgreSQL raised; undefined for any other error. */
export function ledgerErrorFrom(error: unknown): LedgerError | undefined {
  if (error instanceof LedgerError) return error
  if (!(error instanceof Error)) return undefined
  // The fields of pg's DatabaseError, read without depending on which copy of pg threw it.
  const { code, detail, schema, constraint } = error as Error &
    Partial<Record<'code' | 'detail' | 'schema' | 'constraint', unknown>>
  const meaning =
    lookUp(codesBySqlState, code) ??
    (schema === 'ledger' ? lookUp(codesByConstraint, constraint) : undefined)
  if (meaning === undefined) return undefined
  return new LedgerError(meaning, {
    message: error.message,
    facts: typeof detail === 'string' ? readFacts(detail) : {},
    cause: error,
  })
}

/** Runs a statement of the ledger and throws what it refuses as a `LedgerError`. */
export async function refusing<T>(statement: Promise<T>): Promise<T> {
  try {
    return await statement
  } catch (error) {
    throw ledgerErrorFrom(error) ?? error
  }
}

function lookUp<T extends string>(table: Readonly<Record<string, T>>, key: unknown): T | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined
}

function readFacts(detail: string): Record<string, string> {
  return Object.fromEntries(
    [...detail.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
  )
}
