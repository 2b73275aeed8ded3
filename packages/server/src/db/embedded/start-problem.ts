import { SpokenProblem } from '../../errors.ts'

/** Why Hazina's own PostgreSQL, or Hazina on its data, could not be started. */
export type StartProblemCode =
  | 'already_running'
  | 'binaries_missing'
  | 'busy'
  | 'damaged'
  | 'disk_full'
  | 'no_user'
  | 'other_version'
  | 'permission_denied'
  | 'start_failed'
  | 'unreachable'

/** A start that cannot go on. The message is one sentence for a person, and says what to do. */
export class StartProblem extends SpokenProblem {
  override name = 'StartProblem'
  readonly code: StartProblemCode

  constructor(code: StartProblemCode, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** Turns what the operating system refused into a sentence; anything else is returned as it came. */
export function explainFileProblem(problem: unknown, path: string): unknown {
  if (!(problem instanceof Error) || !('code' in problem)) return problem
  switch (problem.code) {
    case 'EACCES':
    case 'EPERM':
      return new StartProblem(
        'permission_denied',
        `Hazina may not write in ${path}: run it as the user that owns that folder, or name another with HAZINA_DATA_DIR.`,
        problem,
      )
    case 'EROFS':
      return new StartProblem(
        'permission_denied',
        `${path} is on a read-only file system: name a folder that can be written with HAZINA_DATA_DIR.`,
        problem,
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartProblem('disk_full', diskFullSentence(path), problem)
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartProblem(
        'permission_denied',
        `${path} cannot be made, because a file is in its place: move that file away, or name another folder with HAZINA_DATA_DIR.`,
        problem,
      )
    default:
      return problem
  }
}

export function diskFullSentence(path: string): string {
  return `The disk that holds ${path} is full: free some space there and start again; nothing was lost.`
}
