/**
 * Hazina's own PostgreSQL: the real server, from npm, on a private socket, with fsync and checksums on.
 *
 * Several processes may use one cluster (the server, and commands such as `hazina verify`). Each holds it with a shared
 * lock that ends with the process; the last one to leave stops PostgreSQL. After a `kill -9` PostgreSQL lives on, and
 * the next start adopts it. All waiting here is for other processes, so it is measured in real time.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, prepareBinaries } from './embedded/binaries.ts'
import { initialise } from './embedded/cluster.ts'
import { type Credentials, readCredentials } from './embedded/credentials.ts'
import { openDataDir } from './embedded/data-directory.ts'
import { type FileLock, tryLock, waitForLock } from './embedded/file-lock.ts'
import { choosePostgresUser, type OsUser } from './embedded/os-user.ts'
import {
  type ClusterPaths,
  clusterPaths,
  prepareFolders,
  removeSocketElsewhere,
} from './embedded/paths.ts'
import {
  findPostmaster,
  type Running,
  startPostmaster,
  stopPostmaster,
  waitUntilReady,
} from './embedded/postmaster.ts'
import { explainFileProblem, StartProblem } from './embedded/start-problem.ts'
import { embeddedRoles, initRoles } from './roles.ts'

export type EmbeddedPostgres = {
  /** For migrations: the role that owns the database. */
  ownerUrl: string
  /** For the server: the role that cannot write the ledger. */
  appUrl: string
  /** For maintenance by Hazina itself, on the database `postgres`. */
  superuserUrl: string
  /** Whether PostgreSQL was already running. */
  adopted: boolean
  pgVersion: string
  /** Lets go of the cluster; stops PostgreSQL when nobody else holds it. May be called twice. */
  release(): Promise<void>
}

export type EmbeddedOptions = {
  /** From `resolveDataDir`. Made when it does not exist. */
  dataDir: string
  /** Where node_modules with PostgreSQL is. */
  cloneDir: string
  /** Told one line for each thing that takes time. */
  log: (line: string) => void
  /** PostgreSQL settings that win over ours. */
  settings?: Readonly<Record<string, string>>
}

type Cluster = { paths: ClusterPaths; user: OsUser | undefined; binaries: Binaries }

const startLockTimeoutMs = 310_000
const dyingTimeoutMs = 10_000

/** Starts or adopts the PostgreSQL of this data folder, with its roles and database made. Throws `StartProblem`. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = openDataDir(options.dataDir)
  try {
    const paths = clusterPaths(dataDir)
    const startLock = await takeStartLock(paths)
    try {
      return await startUnderLock(paths, options)
    } finally {
      startLock.release()
    }
  } catch (problem) {
    throw explainFileProblem(problem, dataDir)
  }
}

async function startUnderLock(
  paths: ClusterPaths,
  options: EmbeddedOptions,
): Promise<EmbeddedPostgres> {
  const user = choosePostgresUser([paths.data, paths.dataDir])
  prepareFolders(paths, user)
  const binaries = prepareBinaries({
    cloneDir: options.cloneDir,
    copiesDir: paths.binaries,
    user,
  })
  const cluster = { paths, user, binaries }
  const credentials = readCredentials(paths)
  const holder = tryLock(paths.holdersLock, 'shared')
  if (!holder)
    throw new StartProblem('busy', `${paths.holdersLock} is in use: start again in a moment.`)
  try {
    const found = await adopt(paths, credentials)
    const running = found ?? (await begin(cluster, credentials, options))
    const urls = makeUrls(paths, running, credentials)
    await initRoles(urls.superuserUrl, {
      ...embeddedRoles,
      ownerPassword: credentials.ownerPassword,
      appPassword: credentials.appPassword,
      passwords: 'keep',
    })
    return {
      ...urls,
      adopted: found !== undefined,
      pgVersion: binaries.version,
      release: () => leave(cluster, holder),
    }
  } catch (problem) {
    await leaveUnderLock(cluster, holder)
    throw problem
  }
}

/** The PostgreSQL that already runs on this cluster, once it answers; nothing if there is none, or it is just dying. */
async function adopt(paths: ClusterPaths, credentials: Credentials): Promise<Running | undefined> {
  const giveUpAt = performance.now() + dyingTimeoutMs
  for (;;) {
    const running = await waitUntilReady(paths)
    if (!running) return undefined
    try {
      await assertOurs(paths, makeUrls(paths, running, credentials).superuserUrl)
      return running
    } catch (problem) {
      if (!isNotListening(problem) || performance.now() > giveUpAt) throw problem
      await sleep(100)
    }
  }
}

async function assertOurs(paths: ClusterPaths, superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    )
    if (rows[0]?.folder === paths.data) return
    throw new StartProblem(
      'busy',
      `The PostgreSQL on ${paths.socket} works in ${rows[0]?.folder}, not in ${paths.data}: stop it and start again.`,
    )
  } finally {
    await client.end()
  }
}

function isNotListening(problem: unknown): boolean {
  if (!(problem instanceof Error) || !('code' in problem)) return false
  return ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', '57P03'].includes(String(problem.code))
}

async function begin(
  cluster: Cluster,
  credentials: Credentials,
  options: EmbeddedOptions,
): Promise<Running> {
  const { paths, user, binaries } = cluster
  options.log(`Starting PostgreSQL ${binaries.version} in ${paths.home}`)
  await initialise(paths, { binaries, user, credentials })
  return startPostmaster(paths, { binaries, user, overrides: options.settings ?? {} })
}

async function leave(cluster: Cluster, holder: FileLock): Promise<void> {
  const startLock = await takeStartLock(cluster.paths)
  try {
    await leaveUnderLock(cluster, holder)
  } finally {
    startLock.release()
  }
}

async function leaveUnderLock(cluster: Cluster, holder: FileLock): Promise<void> {
  holder.release()
  const alone = tryLock(cluster.paths.holdersLock, 'exclusive')
  if (!alone) return
  try {
    if (findPostmaster(cluster.paths)) await stopPostmaster(cluster.paths, cluster)
    removeSocketElsewhere(cluster.paths)
  } finally {
    alone.release()
  }
}

async function takeStartLock(paths: ClusterPaths): Promise<FileLock> {
  const lock = await waitForLock(paths.startLock, 'exclusive', startLockTimeoutMs)
  if (lock) return lock
  throw new StartProblem(
    'busy',
    `Another Hazina has been starting or stopping the database in ${paths.dataDir} for minutes: end that process and start again.`,
  )
}

type Urls = Pick<EmbeddedPostgres, 'ownerUrl' | 'appUrl' | 'superuserUrl'>

function makeUrls(paths: ClusterPaths, running: Running, credentials: Credentials): Urls {
  const url = (user: string, password: string, database: string) =>
    process.platform === 'win32'
      ? `postgresql://${user}:${password}@127.0.0.1:${running.port}/${database}`
      : `postgresql://${user}:${password}@/${database}?host=${encodeURIComponent(paths.socket)}&port=${running.port}`
  const { database, ownerUser, appUser } = embeddedRoles
  return {
    ownerUrl: url(ownerUser, credentials.ownerPassword, database),
    appUrl: url(appUser, credentials.appPassword, database),
    superuserUrl: url(credentials.superuser, credentials.superuserPassword, 'postgres'),
  }
}
