import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { resolveDataDir } from '../../src/db/embedded/data-directory.ts'
import { makeScratch, type Scratch } from './cluster-fixture.ts'

const isRoot = process.getuid?.() === 0

function makeClone(scratch: Scratch, name: string): string {
  const cloneDir = join(scratch.path, name)
  mkdirSync(cloneDir)
  return cloneDir
}

test('a clone keeps its data in itself', async () => {
  await using scratch = makeScratch()
  const cloneDir = makeClone(scratch, 'clone')
  expect(resolveDataDir({ cloneDir })).toBe(join(cloneDir, '.hazina'))
  expect(existsSync(join(cloneDir, '.hazina'))).toBe(false)
})

test('a named data folder is used, and a relative one lies in the clone', async () => {
  await using scratch = makeScratch()
  const cloneDir = makeClone(scratch, 'clone')
  expect(resolveDataDir({ cloneDir, named: '/srv/hazina' })).toBe('/srv/hazina')
  expect(resolveDataDir({ cloneDir, named: 'data' })).toBe(join(cloneDir, 'data'))
})

test.runIf(isRoot)(
  'clones that only root may enter keep their data elsewhere, each its own',
  async () => {
    await using scratch = makeScratch()
    const systemDir = join(scratch.path, 'system')
    const home = makeClone(scratch, 'home')
    chmodSync(home, 0o700)
    const one = join(home, 'one')
    const two = join(home, 'two')
    mkdirSync(one)
    mkdirSync(two)
    const dataOfOne = resolveDataDir({ cloneDir: one, systemDir })
    const dataOfTwo = resolveDataDir({ cloneDir: two, systemDir })
    expect(dataOfOne).toMatch(/system\/[0-9a-f]{8}$/)
    expect(dataOfTwo).not.toBe(dataOfOne)
    expect(resolveDataDir({ cloneDir: one, systemDir })).toBe(dataOfOne)

    // Opened later, it still finds its data where that is.
    chmodSync(home, 0o755)
    expect(resolveDataDir({ cloneDir: one, systemDir })).toBe(dataOfOne)
    chmodSync(home, 0o700)

    cpSync(one, join(home, 'copy'), { recursive: true })
    expect(resolveDataDir({ cloneDir: join(home, 'copy'), systemDir })).not.toBe(dataOfOne)

    renameSync(one, join(home, 'moved'))
    expect(resolveDataDir({ cloneDir: join(home, 'moved'), systemDir })).toBe(dataOfOne)

    rmSync(two, { recursive: true })
    mkdirSync(two)
    expect(resolveDataDir({ cloneDir: two, systemDir })).not.toBe(dataOfTwo)
  },
)

test.runIf(isRoot)(
  'data that can no longer be entered is not replaced by an empty folder',
  async () => {
    await using scratch = makeScratch()
    const cloneDir = makeClone(scratch, 'clone')
    mkdirSync(join(cloneDir, '.hazina', 'postgres', 'data'), { recursive: true })
    chmodSync(cloneDir, 0o700)
    expect(() => resolveDataDir({ cloneDir, systemDir: join(scratch.path, 'system') })).toThrow(
      `give it back the right to enter ${cloneDir}`,
    )
  },
)
