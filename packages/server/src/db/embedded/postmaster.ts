/** The running PostgreSQL of a cluster: finding one that lives, starting one, stopping it. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { newestLog } from './cluster.ts'
import type { OsUser } from './os-user.ts'
import type { ClusterPaths } from './paths.ts'
import { runTool } from './run-tool.ts'
import { writeSettings } from './settings.ts'
import { explainStart, markLogs, readLogsSince } from './start-log.ts'
import { StartProblem } from './start-problem.ts'

export type Running = { pid: number; port: number; ready: boolean }

const startTimeoutS = 300
const orphansTimeoutMs = 15_000

/** The postmaster that holds this cluster, as its own pid file tells, if that process lives and is PostgreSQL. */
export function findPostmaster(paths: ClusterPaths): Running | undefined {
  const file = join(paths.data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  // The lines are pid, data folder, start, port, socket folder, address, shared memory, status.
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgres(pid)) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Starts PostgreSQL on the cluster and returns when it answers. Call only under the start lock. */
export async function startPostmaster(
  paths: ClusterPaths,
  options: {
    binaries: Binaries
    user: OsUser | undefined
    overrides: Readonly<Record<string, string>>
  },
): Promise<Running> {
  const { binaries, user, overrides } = options
  writeSettings(paths, { user, port: await choosePort(), overrides })
  removeFalseTraces(paths)
  const giveUpAt = performance.now() + orphansTimeoutMs
  for (;;) {
    rmSync(paths.startLog, { force: true })
    const marks = markLogs(paths)
    const result = await runTool(
      binaries.pgCtl,
      ['start', '-D', paths.data, '-l', paths.startLog, '-w', '-t', String(startTimeoutS), '-s'],
      { user, home: paths.home },
    )
    const running = findPostmaster(paths)
    if (result.code === 0 && running) return running
    const said = [readLogsSince(paths, marks), result.output].join('\n')
    // Backends notice within moments that their postmaster was killed; until then the cluster is not free.
    const orphansLive = /pre-existing shared memory block/.test(said)
    if (!orphansLive || performance.now() > giveUpAt) throw explainStart(paths, said)
    await sleep(200)
  }
}

/** Stops PostgreSQL after every transaction was ended; returns when it is gone. */
export async function stopPostmaster(
  paths: ClusterPaths,
  options: { binaries: Binaries; user: OsUser | undefined },
): Promise<void> {
  const home = { user: options.user, home: paths.home }
  for (const mode of ['fast', 'immediate']) {
    if (!findPostmaster(paths)) return
    const args = ['stop', '-D', paths.data, '-m', mode, '-w', '-t', '60', '-s']
    const result = await runTool(options.binaries.pgCtl, args, home)
    if (result.code === 0) return
  }
}

/** Waits until a postmaster that is starting or recovering is ready, or is gone. */
export async function waitUntilReady(paths: ClusterPaths): Promise<Running | undefined> {
  const giveUpAt = performance.now() + startTimeoutS * 1000
  for (;;) {
    const running = findPostmaster(paths)
    if (!running || running.ready) return running
    if (performance.now() > giveUpAt) {
      throw new StartProblem(
        'busy',
        `The database in ${paths.data} is still recovering after ${startTimeoutS / 60} minutes: see ${newestLog(paths)} and start again when it is done.`,
      )
    }
    await sleep(50)
  }
}

// A number alone proves nothing: after a reboot it may belong to any program, and a killed process whose parent does
// not fetch it (as in many containers) keeps it for good.
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return true
  const stat = `/proc/${pid}/stat`
  if (existsSync('/proc/self/stat')) {
    return existsSync(stat) && /^\d+ \(postgres\) [^ZX]/.test(readFileSync(stat, 'utf8'))
  }
  const listed = spawnSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' })
  return listed.status === 0 && /^[^Z].*postgres/.test(listed.stdout.trim())
}

/**
 * Takes away lock files whose process number lives but is no PostgreSQL, which PostgreSQL itself would believe. Those of
 * dead processes it looks through itself.
 */
function removeFalseTraces(paths: ClusterPaths): void {
  const socketLock = join(paths.socket, '.s.PGSQL.5432.lock')
  for (const file of [join(paths.data, 'postmaster.pid'), socketLock]) {
    const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0
    if (pid > 0 && isAlive(pid) && !isPostgres(pid)) rmSync(file, { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    return problem instanceof Error && 'code' in problem && problem.code === 'EPERM'
  }
}

function choosePort(): Promise<number> {
  // On a Unix socket the port is only part of the socket's name, and the folder is ours alone.
  if (process.platform !== 'win32') return Promise.resolve(5432)
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
