/** How a command ended, for scripts. */
export const exitCodes = {
  /** Accepted, answered, paid. */
  done: 0,
  /** Refused or failed, and certainly so. */
  rejected: 1,
  /** The command line itself is wrong; nothing was sent. */
  usage: 2,
  /** Nobody knows yet: ask for the status, do not repeat. */
  unknown: 3,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The command line cannot be carried out as it was given. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
