import { execFileSync } from 'node:child_process'
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { StateFileError } from './journal.ts'

/** Who holds a state file. */
type Holder = {
  pid: number
  /** When that process began, in the system's own words; null where it does not tell. */
  began: string | null
}

/**
 * Keeps other simulators from a state file until the function it returns is called. The lock of a process that is no more
 * is taken over; so is that of another process that has the same number now.
 * @throws StateFileError that names the process which has the file.
 */
export function lockStateFile(stateFile: string): () => void {
  const path = `${stateFile}.lock`
  const own = JSON.stringify({ pid: process.pid, began: beginningOf(process.pid) })
  try {
    mkdirSync(dirname(path), { recursive: true })
    if (!create(path, own)) {
      takeOver(stateFile, path)
      if (!create(path, own)) throw inUse(stateFile, readHolder(path)?.pid)
    }
  } catch (error) {
    if (error instanceof StateFileError || !(error instanceof Error)) throw error
    throw new StateFileError(
      `The simulator's state file ${stateFile} could not be created: ${error.message}.`,
      { cause: error },
    )
  }
  return () => {
    if (readText(path) === own) rmSync(path, { force: true })
  }
}

/** Takes a stale lock away. @throws StateFileError when it is not stale. */
function takeOver(stateFile: string, path: string): void {
  const judged = readText(path)
  if (judged === undefined) return
  const holder = parseHolder(judged)
  if (holder !== undefined && isAlive(holder)) throw inUse(stateFile, holder.pid)
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  const taken = readText(aside)
  try {
    // Somebody else was quicker, and this is their lock: back with it.
    if (taken !== judged) linkSync(aside, path)
  } finally {
    rmSync(aside, { force: true })
  }
}

function create(path: string, content: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, content)
    closeSync(file)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

function inUse(stateFile: string, pid: number | undefined): StateFileError {
  const who = pid === process.pid ? `this process (${pid})` : `the process ${pid ?? 'of another'}`
  return new StateFileError(
    `The simulator's state file ${stateFile} is in use by ${who}: end that simulator, or give this one a file of its own.`,
  )
}

function readHolder(path: string): Holder | undefined {
  const text = readText(path)
  return text === undefined ? undefined : parseHolder(text)
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, began } = JSON.parse(text)
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, began: began ?? null } : undefined
  } catch {
    // A lock that was cut off while it was written belongs to nobody who lives.
    return undefined
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It is gone: nobody holds it.
    return undefined
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return isCode(error, 'EPERM')
  }
  const now = beginningOf(pid)
  return began === null || now === null || began === now
}

/** When a process began: Linux counts it in ticks since the machine started, others tell the time of day. */
function beginningOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name of the program, in brackets, may hold spaces; the time is the 20th field behind it.
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
      return ticks === undefined ? null : `${boot} ${ticks}`
    }
    if (process.platform === 'win32') return null
    const answer = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return answer.trim() || null
  } catch {
    // Then the number alone has to do.
    return null
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
