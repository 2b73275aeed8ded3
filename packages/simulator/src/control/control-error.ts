/** What was asked for cannot be done; `message` says why to the person who asked. */
export class ControlError extends Error {
  override name = 'ControlError'
  readonly status: 400 | 404 | 409
  constructor(status: 400 | 404 | 409, message: string) {
    super(message)
    this.status = status
  }
}
