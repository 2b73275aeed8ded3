/** The passwords of one cluster: random, never shown, in a file that only Hazina's user may read. */
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import type { ClusterPaths } from './paths.ts'
import { StartProblem } from './start-problem.ts'

export type Credentials = {
  superuser: string
  superuserPassword: string
  ownerPassword: string
  appPassword: string
}

/** Reads the passwords, or makes them where there is no cluster yet. */
export function readCredentials(paths: ClusterPaths): Credentials {
  if (existsSync(paths.credentials)) return parse(paths)
  if (existsSync(paths.data)) throw lost(paths)
  const made = {
    superuser: 'postgres',
    superuserPassword: randomPassword(),
    ownerPassword: randomPassword(),
    appPassword: randomPassword(),
  } satisfies Credentials
  const unfinished = `${paths.credentials}.new`
  writeFileSync(unfinished, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true })
  if (process.getuid?.() === 0) {
    // What root begins in somebody's folder, they must be able to go on with.
    const owner = statSync(paths.dataDir)
    chownSync(unfinished, owner.uid, owner.gid)
  }
  renameSync(unfinished, paths.credentials)
  return made
}

function parse(paths: ClusterPaths): Credentials {
  try {
    return JSON.parse(readFileSync(paths.credentials, 'utf8')) as Credentials
  } catch (problem) {
    if (problem instanceof SyntaxError) throw lost(paths)
    throw problem
  }
}

function randomPassword(): string {
  return randomBytes(24).toString('hex')
}

function lost(paths: ClusterPaths): StartProblem {
  return new StartProblem(
    'damaged',
    `The passwords of the database in ${paths.dataDir} are gone: restore ${paths.credentials} from a backup, or move the whole folder away to begin with an empty one.`,
  )
}
