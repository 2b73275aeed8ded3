/**
 * Locks that the operating system drops when their process ends, however it ends.
 *
 * Node has no `flock`; SQLite, which comes with it, locks its file on every platform and offers both the
 * shared and the exclusive kind. The file stays empty: nothing is ever stored in it.
 */
import { chownSync, closeSync, existsSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

export type FileLock = { release(): void }
export type LockKind = 'shared' | 'exclusive'

const sqliteBusy = 5

// A lock that nobody refers to any more is still held: only its release or the end of the process ends it.
const held = new Set<DatabaseSync>()

/** Takes the lock if it is free, and returns nothing if it is not. The folder must exist. */
export function tryLock(path: string, kind: LockKind): FileLock | undefined {
  makeFile(path)
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    // A transaction is only shared once it has read something.
    file.exec(
      kind === 'exclusive' ? 'begin exclusive' : 'begin; select count(*) from sqlite_schema',
    )
  } catch (problem) {
    file.close()
    if (problem instanceof Error && 'errcode' in problem && problem.errcode === sqliteBusy) return
    throw problem
  }
  held.add(file)
  return {
    release() {
      if (held.delete(file)) file.close()
    },
  }
}

/** Waits for the lock, asking again every few milliseconds, and returns nothing after `timeoutMs`. */
export async function waitForLock(
  path: string,
  kind: LockKind,
  timeoutMs: number,
): Promise<FileLock | undefined> {
  const giveUpAt = performance.now() + timeoutMs
  for (;;) {
    const lock = tryLock(path, kind)
    if (lock || performance.now() > giveUpAt) return lock
    await sleep(20)
  }
}

function makeFile(path: string): void {
  if (existsSync(path)) return
  closeSync(openSync(path, 'a', 0o600))
  if (process.getuid?.() !== 0) return
  // What root begins in somebody's folder, they must be able to go on with.
  const owner = statSync(dirname(path))
  chownSync(path, owner.uid, owner.gid)
}
