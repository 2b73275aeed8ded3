/** One PostgreSQL cluster on disk: made once, whole or not at all, and looked over before each start. */
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Credentials } from './credentials.ts'
import type { OsUser } from './os-user.ts'
import { type ClusterPaths, give } from './paths.ts'
import { runTool } from './run-tool.ts'
import { diskFullSentence, StartProblem } from './start-problem.ts'

/**
 * Makes the cluster if there is none; a making that was cut off is begun again. Throws `StartProblem` when what is
 * there is damaged or of another version.
 */
export async function initialise(
  paths: ClusterPaths,
  options: { binaries: Binaries; user: OsUser | undefined; credentials: Credentials },
): Promise<void> {
  const { binaries, user, credentials } = options
  if (existsSync(paths.data)) return assertWhole(paths, binaries)
  const unfinished = join(paths.home, 'data.new')
  const passwordFile = join(paths.home, 'initdb-password')
  rmSync(unfinished, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, `${credentials.superuserPassword}\n`, { flag: 'wx', mode: 0o600 })
  give(passwordFile, user)
  try {
    const args = [
      ...['-D', unfinished, '-U', credentials.superuser, `--pwfile=${passwordFile}`],
      ...['--auth=scram-sha-256', '--data-checksums', '--encoding=UTF8', '--no-instructions'],
      // The built-in provider sorts and folds alike on every machine, whatever locales that has.
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ]
    const result = await runTool(binaries.initdb, args, { user, home: paths.home })
    if (result.code !== 0) throw initialiseProblem(paths, result.output)
    appendFileSync(join(unfinished, 'postgresql.conf'), "\ninclude 'hazina.conf'\n")
    renameSync(unfinished, paths.data)
  } catch (problem) {
    rmSync(unfinished, { recursive: true, force: true })
    throw problem
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** The sentence for a cluster that cannot be used, with what was seen. */
export function damaged(paths: ClusterPaths, what: string): StartProblem {
  return new StartProblem(
    'damaged',
    `The database in ${paths.data} is damaged (${what}): restore it from a backup, or move ${paths.dataDir} away to begin with an empty one; its log is ${newestLog(paths)}.`,
  )
}

/** The file where PostgreSQL last said something, or their folder when it has said nothing yet. */
export function newestLog(paths: ClusterPaths): string {
  const names = existsSync(paths.logs) ? readdirSync(paths.logs) : []
  const files = names.map((name) => {
    const { size, mtimeMs } = statSync(join(paths.logs, name))
    return { path: join(paths.logs, name), size, changedAt: mtimeMs }
  })
  const spoken = files.filter((file) => file.size > 0).sort((a, b) => b.changedAt - a.changedAt)
  return spoken[0]?.path ?? paths.logs
}

function assertWhole(paths: ClusterPaths, binaries: Binaries): void {
  const needed = [
    ...['PG_VERSION', 'postgresql.conf', 'pg_hba.conf', 'pg_ident.conf'],
    ...['global/pg_control', 'base', 'pg_wal', 'pg_xact'],
  ]
  const missing = needed.find((name) => !existsSync(join(paths.data, name)))
  if (missing) throw damaged(paths, `${missing} is missing`)
  const version = readFileSync(join(paths.data, 'PG_VERSION'), 'utf8').trim()
  if (!/^\d+$/.test(version)) throw damaged(paths, 'PG_VERSION is not readable')
  if (version === binaries.major) return
  throw new StartProblem(
    'other_version',
    `The database in ${paths.data} was made by PostgreSQL ${version}, and this Hazina brings ${binaries.major}: dump it with that version and load it into this one, or move ${paths.dataDir} away to begin with an empty one.`,
  )
}

function initialiseProblem(paths: ClusterPaths, output: string): StartProblem {
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return new StartProblem('disk_full', diskFullSentence(paths.home))
  }
  if (/could not look up effective user ID/.test(output)) {
    return new StartProblem(
      'no_user',
      'PostgreSQL needs its user to have a name on this machine: add the user that runs Hazina to /etc/passwd, or set DATABASE_URL to a PostgreSQL of your own.',
    )
  }
  const lines = output.split('\n').map((line) => line.trim())
  const said = lines.findLast((line) => /error|fatal|could not/i.test(line)) ?? lines[0]
  return new StartProblem(
    /Permission denied/.test(output) ? 'permission_denied' : 'start_failed',
    `The database could not be made in ${paths.home} (${said || 'initdb did not say why'}): see that this folder can be written, or name another with HAZINA_DATA_DIR.`,
  )
}
