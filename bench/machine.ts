import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { asSuperuser, createInstallation } from './installation.ts'
import { figure, type Section, table } from './results.ts'

const fileSystems: Record<number, string> = {
  61267: 'ext4',
  1481003842: 'xfs',
  2435016766: 'btrfs',
  16914836: 'tmpfs (memory: fsync costs nothing here)',
  2035054128: 'overlayfs',
}
const settings = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_sync_method',
  'data_checksums',
  'shared_buffers',
  'max_wal_size',
]

/** What the figures were taken on, read from the machine and from PostgreSQL itself. */
export async function describeMachine(): Promise<Section> {
  await using installation = await createInstallation()
  const names = settings.map((name) => `'${name}'`).join(', ')
  const [read] = await asSuperuser(
    installation,
    `select name, current_setting(name) as value from unnest(array[${names}]) name`,
  )
  const sync = syncMs()
  const rows = [
    ['processor', `${cpus()[0]?.model.trim()}, ${cpus().length} cores`],
    ['memory', `${figure(totalmem() / 2 ** 30, 0)} GB`],
    ['operating system', `${process.platform} ${process.arch}`],
    ['Node', process.version],
    ['data directory', `${tmpdir()} on ${fileSystemOf(tmpdir())}`],
    ['write and fdatasync of 8 kB', `p50 ${figure(sync.p50, 2)} ms, p99 ${figure(sync.p99, 2)} ms`],
    ...(read?.rows ?? []).map(({ name, value }) => [`PostgreSQL ${name}`, String(value)]),
  ]
  return { title: 'Machine', text: [table(['what', 'value'], rows)] }
}

/** When, and how busy the machine was with other things: part of every section. */
export function describeMoment(): string {
  const load = loadavg().map((one) => figure(one, 1))
  return `Taken ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC; load average of the machine when it began: ${load.join(', ')}.`
}

function fileSystemOf(path: string): string {
  const { type } = statfsSync(path)
  return fileSystems[type] ?? `file system 0x${type.toString(16)}`
}

/** What one durable write costs on this disk: no single commit can be quicker. */
function syncMs(): { p50: number; p99: number } {
  const path = join(tmpdir(), `hazina-bench-sync-${process.pid}`)
  const file = openSync(path, 'w')
  const page = Buffer.alloc(8192, 1)
  try {
    const times = Array.from({ length: 200 }, (_, place) => {
      const startedAt = performance.now()
      writeSync(file, page, 0, page.length, place * page.length)
      fdatasyncSync(file)
      return performance.now() - startedAt
    }).sort((left, right) => left - right)
    return { p50: times[100] ?? Number.NaN, p99: times[198] ?? Number.NaN }
  } finally {
    closeSync(file)
    rmSync(path)
  }
}
