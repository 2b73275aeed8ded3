/** What PostgreSQL wrote when it would not start, as one sentence for a person. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { damaged, newestLog } from './cluster.ts'
import type { ClusterPaths } from './paths.ts'
import { diskFullSentence, StartProblem } from './start-problem.ts'

const noSharedMemory =
  /could not (create|map|resize|open) shared memory|could not create semaphores/
const noSpace = /No space left on device|Disk quota exceeded/
const noPermission =
  /could not [^\n]*: Permission denied|[^\n]*has (wrong ownership|invalid permissions)/
const badSetting =
  /(invalid value for parameter|unrecognized configuration parameter|contains errors)[^\n]*/
const loss =
  /(?:PANIC|FATAL|pg_ctl): +([^\n]*(?:checkpoint|control file|pg_control|does not exist|No such file|checksum|corrupt|invalid data|could not read|not valid|is not a database cluster)[^\n]*)/i
const panic = /PANIC: +([^\n]*)/
const fatal = /FATAL: +([^\n]*)/
const refused = /pg_ctl: +([^\n]*)/

/** How far each log has been written; what comes after belongs to the start that follows. */
export type LogMarks = ReadonlyMap<string, number>

export function markLogs(paths: ClusterPaths): LogMarks {
  return new Map(logFiles(paths).map((path) => [path, statSync(path).size]))
}

/** What PostgreSQL said since the marks were taken, the end of it if it said much. */
export function readLogsSince(paths: ClusterPaths, marks: LogMarks): string {
  const texts = logFiles(paths).map((path) => readFileSync(path).subarray(marks.get(path) ?? 0))
  return texts.map((text) => text.subarray(-8000).toString('utf8')).join('\n')
}

function logFiles(paths: ClusterPaths): string[] {
  return readdirSync(paths.logs).map((name) => join(paths.logs, name))
}

/** Names the cause and what to do about it. */
export function explainStart(paths: ClusterPaths, said: string): StartProblem {
  const log = newestLog(paths)
  if (noSharedMemory.test(said)) {
    return new StartProblem(
      'start_failed',
      `PostgreSQL got no shared memory from this machine: free some memory (in a container, give /dev/shm more room) and start again; its log is ${log}.`,
    )
  }
  if (noSpace.test(said)) return new StartProblem('disk_full', diskFullSentence(paths.dataDir))
  const permission = noPermission.exec(said)?.[0].trim()
  if (permission) {
    return new StartProblem(
      'permission_denied',
      `PostgreSQL may not use ${paths.home} (${permission}): give that folder and all in it back to the user that made it; its log is ${log}.`,
    )
  }
  const setting = badSetting.exec(said)?.[0].trim()
  if (setting) {
    return new StartProblem(
      'start_failed',
      `PostgreSQL refuses its settings (${setting}): undo what was changed in ${paths.data}/postgresql.conf or postgresql.auto.conf; its log is ${log}.`,
    )
  }
  const lost = loss.exec(said)?.[1] ?? panic.exec(said)?.[1]
  if (lost) return damaged(paths, lost.trim())
  const reason = fatal.exec(said)?.[1] ?? refused.exec(said)?.[1] ?? 'it did not say why'
  return new StartProblem(
    'start_failed',
    `PostgreSQL did not start (${reason.trim()}): see its log ${log}, mend what it names and start again.`,
  )
}
