import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Seconds of processor time. */
export type CpuSeconds = { server: number; postgres: number }

/**
 * Processor time used so far by a server process and by a PostgreSQL with all of its backends, those that have ended
 * included; undefined where there is no /proc.
 */
export function cpuSeconds(serverPid: number, postgresPid: number): CpuSeconds | undefined {
  const all = readProcesses()
  const server = all.get(serverPid)
  const postmaster = all.get(postgresPid)
  if (server === undefined || postmaster === undefined) return undefined
  const backends = [...all.values()].filter(({ parent }) => parent === postgresPid)
  return {
    server: server.own,
    postgres: postmaster.own + postmaster.ended + backends.reduce((sum, one) => sum + one.own, 0),
  }
}

/**
 * Resident memory in MB: the server's, and PostgreSQL's as the sum of its processes' proportional shares, which counts
 * the shared buffers once.
 */
export function memoryMb(
  serverPid: number,
  postgresPid: number,
): { server: number; postgres: number } | undefined {
  const all = readProcesses()
  if (!all.has(serverPid) || !all.has(postgresPid)) return undefined
  const family = [...all].filter(
    ([pid, { parent }]) => pid === postgresPid || parent === postgresPid,
  )
  return {
    server: proportionalMb(serverPid),
    postgres: family.reduce((sum, [pid]) => sum + proportionalMb(pid), 0),
  }
}

function proportionalMb(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024
}

type Process = { parent: number; own: number; ended: number }

function readProcesses(): Map<number, Process> {
  const found = new Map<number, Process>()
  if (process.platform !== 'linux') return found
  for (const name of readdirSync('/proc')) {
    const read = /^\d+$/.test(name) ? readProcess(name) : undefined
    if (read !== undefined) found.set(Number(name), read)
  }
  return found
}

function readProcess(pid: string): Process | undefined {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    // It ended between the listing and the look.
    return undefined
  }
  // The name in parentheses may hold spaces; after it come state, parent, …, and from the twelfth on the times: user,
  // system, and the same of children that were waited for.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const seconds = (place: number) => Number(fields[place]) / ticksPerSecond()
  return {
    parent: Number(fields[1]),
    own: seconds(11) + seconds(12),
    ended: seconds(13) + seconds(14),
  }
}

let ticks: number | undefined

function ticksPerSecond(): number {
  ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  return ticks
}
