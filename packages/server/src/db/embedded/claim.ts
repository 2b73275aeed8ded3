import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDataDir } from './data-directory.ts'
import { tryLock } from './file-lock.ts'
import { explainFileProblem, StartProblem } from './start-problem.ts'

export type ServerClaim = { release(): void }

/**
 * Makes this process the one server of the data folder until it releases the claim or ends, however it ends. Throws
 * `StartProblem` with the sentence for a person when another process is that.
 */
export function claimServer(dataDir: string): ServerClaim {
  const real = openDataDir(dataDir)
  // The lock decides; the number beside it only tells people which process to look for.
  const note = join(real, 'server.pid')
  try {
    const lock = tryLock(join(real, 'server.lock'), 'exclusive')
    if (!lock) {
      throw new StartProblem(
        'already_running',
        `Hazina is already running on ${real} (process ${readNote(note)}): stop that one first, or give this one a folder of its own with HAZINA_DATA_DIR.`,
      )
    }
    writeFileSync(note, `${process.pid}\n`)
    return lock
  } catch (problem) {
    throw explainFileProblem(problem, real)
  }
}

function readNote(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    // The other process holds the lock but has not written its number yet.
    return 'just starting'
  }
}
