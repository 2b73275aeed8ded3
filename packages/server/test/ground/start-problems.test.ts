import { chmodSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { claimServer } from '../../src/db/embedded/claim.ts'
import { clusterPaths } from '../../src/db/embedded/paths.ts'
import { StartProblem } from '../../src/db/embedded/start-problem.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded.ts'
import {
  ask,
  cloneDir,
  holdElsewhere,
  killHard,
  makeScratch,
  makeScratchCluster,
  start,
} from './cluster-fixture.ts'

const isRoot = process.getuid?.() === 0

/** The problem, after seeing that it is one sentence for a person. */
async function problemOf(work: () => Promise<unknown> | unknown): Promise<StartProblem> {
  try {
    await work()
  } catch (problem) {
    if (!(problem instanceof StartProblem)) throw problem
    expect(problem.message).toMatch(/^[A-Z/][^\n]*\.$/)
    return problem
  }
  throw new Error('It started.')
}

test('a second server on the same data is refused and told which process has it', async () => {
  await using scratch = makeScratch()
  const dataDir = join(scratch.path, 'data')
  const first = await holdElsewhere('server', dataDir)
  const problem = await problemOf(() => claimServer(dataDir))
  expect(problem.code).toBe('already_running')
  expect(problem.message).toContain(`process ${first.pid}`)

  await killHard(first)
  const claim = claimServer(dataDir)
  expect((await problemOf(() => claimServer(dataDir))).message).toContain(`${process.pid}`)
  claim.release()
  claimServer(dataDir).release()
})

test('a command may use the database while the server holds its claim', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  const claim = claimServer(dataDir)
  const command = await start(dataDir)
  expect(await ask(command.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await command.release()
  claim.release()
})

test.for(['PG_VERSION', 'global/pg_control', 'postgresql.conf'])(
  'a cluster without %s is called damaged',
  async (name) => {
    await using scratch = await makeScratchCluster()
    const dataDir = join(scratch.path, 'data')
    rmSync(join(clusterPaths(dataDir).data, name))
    const problem = await problemOf(() => start(dataDir))
    expect(problem.code).toBe('damaged')
    expect(problem.message).toContain(name)
    expect(problem.message).toContain(clusterPaths(dataDir).logs)
  },
)

test('a control file full of nonsense is called damage', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  writeFileSync(join(clusterPaths(dataDir).data, 'global/pg_control'), Buffer.alloc(8192, 7))
  expect((await problemOf(() => start(dataDir))).code).toBe('damaged')
})

test('a lost write-ahead log is called damage', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  const wal = join(clusterPaths(dataDir).data, 'pg_wal')
  for (const name of readdirSync(wal)) {
    if (/^[0-9A-F]{24}$/.test(name)) rmSync(join(wal, name))
  }
  expect((await problemOf(() => start(dataDir))).code).toBe('damaged')
})

test('a cluster of another PostgreSQL is left alone', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  writeFileSync(join(clusterPaths(dataDir).data, 'PG_VERSION'), '15\n')
  const problem = await problemOf(() => start(dataDir))
  expect(problem.code).toBe('other_version')
  expect(problem.message).toContain('PostgreSQL 15')
})

test('lost passwords are not replaced by new ones', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  rmSync(clusterPaths(dataDir).credentials)
  const problem = await problemOf(() => start(dataDir))
  expect(problem.code).toBe('damaged')
  expect(problem.message).toContain(clusterPaths(dataDir).credentials)
})

test('a setting that PostgreSQL refuses is named', async () => {
  await using scratch = await makeScratchCluster()
  const options = { dataDir: join(scratch.path, 'data'), cloneDir, log: () => {} }
  const settings = { shared_buffers: 'plenty' }
  const problem = await problemOf(() => startEmbeddedPostgres({ ...options, settings }))
  expect(problem.message).toContain('shared_buffers')
  expect(problem.message).toContain('.log')
})

test('a making of the database that was cut off is begun again', async () => {
  await using scratch = await makeScratchCluster()
  const dataDir = join(scratch.path, 'data')
  const { data, home } = clusterPaths(dataDir)
  renameSync(data, join(home, 'data.new'))
  const server = await start(dataDir)
  expect(await ask(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.release()
})

test('a file in the place of the data folder is named', async () => {
  await using scratch = makeScratch()
  const dataDir = join(scratch.path, 'data')
  writeFileSync(dataDir, '')
  const problem = await problemOf(() => start(dataDir))
  expect(problem.message).toContain(dataDir)
})

test('packages that were not installed are asked for', async () => {
  await using scratch = makeScratch()
  const problem = await problemOf(() =>
    startEmbeddedPostgres({
      dataDir: join(scratch.path, 'data'),
      cloneDir: scratch.path,
      log: () => {},
    }),
  )
  expect(problem.code).toBe('binaries_missing')
})

test.runIf(isRoot)('a data folder below one that only root may enter is refused', async () => {
  await using scratch = makeScratch()
  chmodSync(scratch.path, 0o700)
  const problem = await problemOf(() => start(join(scratch.path, 'data')))
  expect(problem.code).toBe('unreachable')
  expect(problem.message).toContain('HAZINA_DATA_DIR')
})

test.runIf(isRoot)(
  'a data folder that itself is closed to others is opened to pass through',
  async () => {
    await using scratch = await makeScratchCluster()
    const dataDir = join(scratch.path, 'data')
    chmodSync(dataDir, 0o700)
    const server = await start(dataDir)
    expect(await ask(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.release()
  },
)

test.skipIf(isRoot)('a data folder that may not be written is named', async () => {
  await using scratch = makeScratch()
  chmodSync(scratch.path, 0o500)
  const problem = await problemOf(() => start(join(scratch.path, 'data')))
  expect(problem.code).toBe('permission_denied')
  chmodSync(scratch.path, 0o700)
})
