/**
 * `not_configured`: no provider. `not_sent`: nothing reached the provider. `unanswered`: it may have taken the SMS, but did
 * not say. `refused`: it said no. `unreadable`: it said something nobody understands.
 */
export type SmsProblemReason =
  | 'not_configured'
  | 'not_sent'
  | 'unanswered'
  | 'refused'
  | 'unreadable'

/** An SMS that was not, or perhaps not, taken by the provider. Carries neither its text nor its phone. */
export class SmsProblem extends Error {
  override name = 'SmsProblem'
  readonly reason: SmsProblemReason
  /** Whether the same SMS may get through later without anybody changing anything. */
  readonly worthRetrying: boolean

  constructor(reason: SmsProblemReason, message: string, options: { worthRetrying: boolean }) {
    super(message)
    this.reason = reason
    this.worthRetrying = options.worthRetrying
  }
}

/** What may be logged of a failed sending. An error that is no SmsProblem might quote its request: only its name is told. */
export function describeSmsFailure(thrown: unknown): { reason: string; worthRetrying: boolean } {
  if (thrown instanceof SmsProblem) {
    return { reason: thrown.message, worthRetrying: thrown.worthRetrying }
  }
  const name = thrown instanceof Error ? thrown.name : typeof thrown
  return { reason: `The SMS could not be sent (${name}).`, worthRetrying: true }
}
