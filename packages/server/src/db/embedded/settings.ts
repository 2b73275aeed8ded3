/** The settings PostgreSQL runs with. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OsUser } from './os-user.ts'
import { type ClusterPaths, give } from './paths.ts'

/** Writes the settings for the next start; `overrides` win. */
export function writeSettings(
  paths: ClusterPaths,
  options: { user: OsUser | undefined; port: number; overrides: Readonly<Record<string, string>> },
): void {
  const placed = place(paths, options.port)
  const settings = { ...durable, ...modest, ...quiet, ...placed, ...options.overrides }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quote(value)}`)
  const heading = '# Written by Hazina at every start; "alter system set" overrides it.'
  const path = join(paths.data, 'hazina.conf')
  // Made anew, so that nothing PostgreSQL's user may have put in its place is followed.
  rmSync(path, { force: true })
  writeFileSync(path, `${heading}\n${lines.join('\n')}\n`, { flag: 'wx', mode: 0o600 })
  give(path, options.user)
}

const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }

/** For a small server that PostgreSQL shares with everything else. */
const modest = {
  shared_buffers: '192MB',
  max_connections: '100',
  jit: 'off',
  wal_buffers: '16MB',
  min_wal_size: '128MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '10min',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
}

/** Terse, and without the statement: the detail of an error can hold a customer's phone number. */
const quiet = {
  logging_collector: 'on',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
  lc_messages: 'C',
}

function place(paths: ClusterPaths, port: number): Record<string, string> {
  const hasSockets = process.platform !== 'win32'
  return {
    log_directory: paths.logs,
    port: String(port),
    listen_addresses: hasSockets ? '' : '127.0.0.1',
    unix_socket_directories: hasSockets ? paths.socket : '',
    unix_socket_permissions: '0700',
  }
}

function quote(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
