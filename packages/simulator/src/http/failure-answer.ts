import { ControlError } from '../control/control-error.ts'
import { StateFileError } from '../state/journal.ts'

/** What a request is told that ended in an error. */
export function failureAnswer(error: unknown): { status: number; message: string } {
  if (error instanceof ControlError) return { status: error.status, message: error.message }
  if (error instanceof StateFileError) return { status: 507, message: error.message }
  const status = statusOf(error)
  const isTheirs = error instanceof Error && status < 500
  return { status, message: isTheirs ? error.message : 'The simulator failed' }
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500
  return typeof status === 'number' ? status : 500
}
