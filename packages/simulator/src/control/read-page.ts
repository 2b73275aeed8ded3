import { ControlError } from './control-error.ts'

/** A page. @throws ControlError when its cursor is none that a page gave. */
export function readPage<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) throw new ControlError(400, error.message)
    throw error
  }
}
