/** The folders of one cluster, private to the user PostgreSQL runs as. */
import { createHash } from 'node:crypto'
import { chownSync, existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { OsUser } from './os-user.ts'
import { StartProblem } from './start-problem.ts'

export type ClusterPaths = {
  dataDir: string
  /** Everything PostgreSQL itself writes but its socket. */
  home: string
  data: string
  logs: string
  /** The log of the moments before PostgreSQL keeps its own. */
  startLog: string
  /** The folder of the socket. */
  socket: string
  /** Copies of PostgreSQL's programs, by version. */
  binaries: string
  credentials: string
  startLock: string
  holdersLock: string
}

/** The shortest limit on a socket's path among our platforms is 103 bytes (macOS; Linux has 107). */
const socketPathBytesMax = 103
const socketName = '/.s.PGSQL.5432.lock'

/** Where everything of the cluster in this data folder lies. */
export function clusterPaths(dataDir: string): ClusterPaths {
  const home = join(dataDir, 'postgres')
  const logs = join(home, 'log')
  return {
    dataDir,
    home,
    data: join(home, 'data'),
    logs,
    startLog: join(logs, 'start.log'),
    socket: socketFolder(dataDir),
    binaries: join(dataDir, 'binaries'),
    credentials: join(dataDir, 'database-passwords.json'),
    startLock: join(dataDir, 'postgres-start.lock'),
    holdersLock: join(dataDir, 'postgres-holders.lock'),
  }
}

/** Makes the folders that PostgreSQL writes in. */
export function prepareFolders(paths: ClusterPaths, user: OsUser | undefined): void {
  for (const folder of [paths.home, paths.logs]) makePrivate(folder, user)
  if (process.platform !== 'win32') prepareSocketFolder(paths.socket, user)
}

/** Leaves nothing outside the data folder once PostgreSQL has stopped. */
export function removeSocketElsewhere(paths: ClusterPaths): void {
  if (dirname(paths.socket) !== paths.dataDir)
    rmSync(paths.socket, { recursive: true, force: true })
}

/** Hands a file over to the user PostgreSQL runs as; without one it is ours already. */
export function give(path: string, user: OsUser | undefined): void {
  if (user) chownSync(path, user.uid, user.gid)
}

function socketFolder(dataDir: string): string {
  const inside = join(dataDir, 's')
  if (Buffer.byteLength(inside + socketName) <= socketPathBytesMax) return inside
  return join('/tmp', `hazina-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`)
}

function prepareSocketFolder(folder: string, user: OsUser | undefined): void {
  makePrivate(folder, user)
  // In /tmp anybody may have been there first.
  const found = lstatSync(folder)
  const expectedUid = user?.uid ?? process.getuid?.()
  if (found.isDirectory() && found.uid === expectedUid && (found.mode & 0o077) === 0) return
  throw new StartProblem(
    'permission_denied',
    `${folder} belongs to somebody else or is open to others, so the database's socket cannot lie there: remove it, or name a shorter data folder with HAZINA_DATA_DIR.`,
  )
}

function makePrivate(folder: string, user: OsUser | undefined): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { mode: 0o700 })
  give(folder, user)
}
