/**
 * PostgreSQL refuses to run as root. Where Hazina runs as root, its PostgreSQL runs as somebody else, who must be
 * able to enter the folders it works in.
 */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { StartProblem } from './start-problem.ts'

export type OsUser = { name: string; uid: number; gid: number }

const candidates = ['hazina', 'postgres', 'nobody']

/**
 * The user to run PostgreSQL as, or nothing when that is simply us. Folders that already belong to an ordinary user
 * decide: what alice began, root continues as alice.
 */
export function choosePostgresUser(ownedFolders: readonly string[] = []): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const folder of ownedFolders) {
    const owner = statSync(folder, { throwIfNoEntry: false })
    if (owner && owner.uid !== 0)
      return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  }
  for (const name of candidates) {
    const uid = askId('-u', name)
    const gid = askId('-g', name)
    if (uid && gid !== undefined) return { name, uid, gid }
  }
  throw new StartProblem(
    'no_user',
    'PostgreSQL does not run as root, and this machine has none of the users hazina, postgres and nobody: create one with "useradd --system hazina".',
  )
}

/** Whether that user (or we ourselves) can enter the folder, however it is protected. */
export function canEnter(user: OsUser | undefined, folder: string): boolean {
  return shellTest(user, 'cd "$1"', folder)
}

/** Whether that user (or we ourselves) can run the program. */
export function canExecute(user: OsUser | undefined, file: string): boolean {
  return shellTest(user, 'test -r "$1" && test -x "$1"', file)
}

/** What `spawn` needs to run as that user. */
export function identity(user: OsUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {}
}

// Asks the real thing instead of reading mode bits, so that access lists and mounts count too.
function shellTest(user: OsUser | undefined, script: string, path: string): boolean {
  if (process.platform === 'win32') return true
  const result = spawnSync('/bin/sh', ['-c', script, 'sh', path], {
    ...identity(user),
    cwd: '/',
    stdio: 'ignore',
  })
  if (user && result.error && 'code' in result.error && result.error.code === 'EPERM') {
    throw new StartProblem(
      'no_user',
      `PostgreSQL does not run as root, and this machine does not let root act as ${user.name}: start Hazina as an ordinary user.`,
      result.error,
    )
  }
  return result.status === 0
}

function askId(what: '-u' | '-g', name: string): number | undefined {
  const result = spawnSync('id', [what, name], { encoding: 'utf8' })
  return result.status === 0 ? Number(result.stdout.trim()) : undefined
}
