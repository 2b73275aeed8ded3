import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandboxBusiness } from '../packages/simulator/src/options.ts'
import { figure, type Section, table } from './results.ts'
import { generate, type Host, startHost } from './simulator-process.ts'

type Point = { connections: number; perSecond: number | null; pushes: number }

const points: readonly Point[] = [
  { connections: 1, perSecond: null, pushes: 2_000 },
  { connections: 16, perSecond: null, pushes: 15_000 },
  { connections: 64, perSecond: null, pushes: 30_000 },
  { connections: 256, perSecond: null, pushes: 30_000 },
  { connections: 256, perSecond: 2_000, pushes: 30_000 },
]
const phones = 20_000
/** Each phone once, so that every subscriber is there, and the code is warm. */
const warmUp: Point = { connections: 64, perSecond: null, pushes: phones }

/** Asks the simulator for pushes, takes their callbacks, and looks at its books; beside the least that could answer. */
export async function measureSimulator(log: (line: string) => void): Promise<Section> {
  const rows: string[][] = []
  const directory = mkdtempSync(join(tmpdir(), 'hazina-bench-simulator-'))
  const remove = () => rmSync(directory, { recursive: true, force: true })
  process.once('exit', remove)
  const hosts = [
    {
      name: 'state on disk',
      start: () => startHost('simulator-host.ts', [join(directory, 'state.jsonl')]),
    },
    { name: 'in memory', start: () => startHost('simulator-host.ts') },
    { name: 'bare', start: () => startHost('simulator-bare.ts') },
  ]
  for (const { name, start } of hosts) {
    await using host = await start()
    await measure(host, warmUp)
    for (const point of points) {
      const row = [name, ...(await measure(host, point))]
      log(row.join('  '))
      rows.push(row)
    }
    await checkBooks(host)
  }
  remove()
  return { title: 'Simulator', text: [explanation, table(heads, rows), verdict] }
}

let asked = 0

async function measure(host: Host, point: Point): Promise<string[]> {
  const beforeMs = await host.cpuMs()
  const report = await generate({
    ...point,
    url: host.url,
    shortcode: sandboxBusiness.shortcode,
    passkey: sandboxBusiness.passkey,
    phones,
    firstPhone: 0,
  })
  const cpuMs = (await host.cpuMs()) - beforeMs
  asked += point.pushes
  const { accepted, told, toldTwice, strange, receipts } = report
  const isRight = [accepted, told, receipts].every((count) => count === point.pushes)
  if (!isRight || toldTwice + strange > 0) {
    const { latenciesMs: _, ...counts } = report
    throw new Error(`${point.pushes} pushes were asked for: ${JSON.stringify(counts)}`)
  }
  const sorted = report.latenciesMs.toSorted((left, right) => left - right)
  const quantile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  return [
    String(point.connections),
    point.perSecond === null ? 'as fast as it answers' : `${figure(point.perSecond, 0)}/s`,
    figure(accepted / report.pushSeconds, 0),
    figure(told / report.allSeconds, 0),
    figure(quantile(0.5), 1),
    figure(quantile(0.99), 1),
    figure(cpuMs / accepted, 3),
  ]
}

/** @throws Error when the books do not say that every push was paid once: figures of wrong work are worth nothing */
async function checkBooks(host: Host): Promise<void> {
  const { audit, collectedCents } = await host.books()
  const wanted = asked * 100
  asked = 0
  if (audit.length > 0) throw new Error(`The simulator's books: ${audit.slice(0, 3).join('; ')}`)
  if (collectedCents !== wanted) {
    throw new Error(`The organisation has ${collectedCents} cents; ${wanted} were paid to it.`)
  }
}

const heads = [
  '',
  'connections',
  'asked for',
  'pushes/s',
  'callbacks/s',
  'p50 ms',
  'p99 ms',
  'CPU ms / push',
]
const explanation = `x`
const verdict = `y`
