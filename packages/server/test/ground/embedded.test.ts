import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clusterPaths } from '../../src/db/embedded/paths.ts'
import { findPostmaster } from '../../src/db/embedded/postmaster.ts'
import {
  ask,
  holdElsewhere,
  killHard,
  makeScratch,
  makeScratchCluster,
  start,
} from './cluster-fixture.ts'

test('what was stored is there after a restart', async () => {
  await using scratch = makeScratch()
  const dataDir = join(scratch.path, 'data')
  const first = await start(dataDir)
  await ask(first.ownerUrl, 'create table kept as select 100 as kes')
  await first.release()
  expect(findPostmaster(clusterPaths(dataDir))).toBeUndefined()

  const second = await start(dataDir)
  expect(second.adopted).toBe(false)
  expect(await ask(second.ownerUrl, 'select kes from kept')).toEqual([{ kes: 100 }])
  await second.release()
})

test('the database is durable, checked, and reachable by its socket only', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  const server = await start(dataDir)
  const settings = await ask(
    server.superuserUrl,
    `select name, setting from pg_settings where name in
      ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses', 'server_encoding')
     order by name`,
  )
  expect(settings.map(({ name, setting }) => `${name}=${setting}`)).toEqual([
    'data_checksums=on',
    'fsync=on',
    'full_page_writes=on',
    'listen_addresses=',
    'server_encoding=UTF8',
    'synchronous_commit=on',
  ])
  const paths = clusterPaths(dataDir)
  expect(statSync(paths.socket).mode & 0o777).toBe(0o700)
  expect(statSync(paths.credentials).mode & 0o777).toBe(0o600)
  const wrong = server.superuserUrl.replace(/:[0-9a-f]+@/, ':wrong@')
  await expect(ask(wrong, 'select 1')).rejects.toThrow('password authentication failed')
  await server.release()
})

test('a database whose Hazina was killed is adopted as it runs', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  const killed = await holdElsewhere('database', dataDir)
  await killHard(killed)
  const pid = findPostmaster(clusterPaths(dataDir))?.pid
  expect(pid).toBeGreaterThan(0)

  const server = await start(dataDir)
  expect(server.adopted).toBe(true)
  expect(findPostmaster(clusterPaths(dataDir))?.pid).toBe(pid)
  expect(await ask(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.release()
  expect(findPostmaster(clusterPaths(dataDir))).toBeUndefined()
})

test('the database stops with the last of its holders, in whatever process they are', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  const first = await start(dataDir)
  const elsewhere = await holdElsewhere('database', dataDir)
  const second = await start(dataDir)
  await first.release()
  await first.release()
  expect(await ask(second.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.release()
  expect(findPostmaster(clusterPaths(dataDir))).toBeDefined()

  await killHard(elsewhere)
  await (await start(dataDir)).release()
  expect(findPostmaster(clusterPaths(dataDir))).toBeUndefined()
})

test('several that start at once share one database', async () => {
  await using scratch = makeScratch()
  const dataDir = join(scratch.path, 'data')
  const servers = await Promise.all([start(dataDir), start(dataDir), start(dataDir)])
  expect(servers.filter((server) => !server.adopted)).toHaveLength(1)
  await Promise.all(servers.map((server) => server.release()))
  expect(findPostmaster(clusterPaths(dataDir))).toBeUndefined()
})

test('two data folders are two databases', async () => {
  await using one = await makeScratchCluster()
  await using two = await makeScratchCluster()
  const first = await start(join(one.path, 'data'))
  const second = await start(join(two.path, 'data'))
  await ask(first.ownerUrl, 'create table mine ()')
  expect(await ask(second.ownerUrl, "select to_regclass('mine') as mine")).toEqual([{ mine: null }])
  await first.release()
  await second.release()
})

test('a data folder with a path too long for a socket works', async () => {
  await using scratch = makeScratch()
  const dataDir = join(scratch.path, 'a-folder-whose-name-goes-on-and-on'.repeat(4), 'data')
  mkdirSync(dataDir, { recursive: true })
  expect(clusterPaths(dataDir).socket).toMatch(/^\/tmp\/hazina-[0-9a-f]{16}$/)
  const server = await start(dataDir)
  expect(await ask(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.release()
  expect(existsSync(clusterPaths(dataDir).socket)).toBe(false)
})

test('a killed PostgreSQL comes back with everything that was committed', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  const killed = await holdElsewhere('database', dataDir)
  const before = await start(dataDir)
  await ask(before.ownerUrl, 'create table kept as select 100 as kes')
  process.kill(findPostmaster(clusterPaths(dataDir))?.pid ?? 0, 'SIGKILL')
  await killHard(killed)

  const after = await start(dataDir)
  expect(await ask(after.ownerUrl, 'select kes from kept')).toEqual([{ kes: 100 }])
  await after.release()
  await before.release()
})

test('a process number that now belongs to another program is no obstacle', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  await (await start(dataDir)).release()
  const { data, socket } = clusterPaths(dataDir)
  const stale = [process.pid, data, 1_700_000_000, 5432, socket, '', '  1 1', 'ready', '']
  writeFileSync(join(data, 'postmaster.pid'), stale.join('\n'), { mode: 0o600 })

  const server = await start(dataDir)
  expect(await ask(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.release()
})

test('PostgreSQL keeps none of our secrets in its environment', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  process.env.HAZINA_SECRET_FOR_TEST = 'not-for-postgres'
  const server = await start(dataDir)
  const pid = findPostmaster(clusterPaths(dataDir))?.pid
  const environment = execFileSync('ps', ['eww', '-p', String(pid)], { encoding: 'utf8' })
  expect(environment).not.toContain('not-for-postgres')
  delete process.env.HAZINA_SECRET_FOR_TEST
  await server.release()
})
