/** What the person who typed the command can mend, in one sentence; `exitCode` 2 when it was typed wrongly. */
export class CommandProblem extends Error {
  override name = 'CommandProblem'
  readonly exitCode: 1 | 2
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
