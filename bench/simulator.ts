import { join } from 'node:path'
import { sandboxBusiness } from '../packages/simulator/src/options.ts'
import { figure, type Section, table } from './results.ts'
import { createScratchFolder, generate, type Host, startHost } from './simulator-process.ts'

type Point = { connections: number; perSecond: number | null; pushes: number }

const points: readonly Point[] = [
  { connections: 1, perSecond: null, pushes: 2_000 },
  { connections: 16, perSecond: null, pushes: 20_000 },
  { connections: 64, perSecond: null, pushes: 30_000 },
  { connections: 256, perSecond: null, pushes: 30_000 },
  { connections: 256, perSecond: 2_000, pushes: 30_000 },
]
const phones = 20_000
/** Each phone once, so that every subscriber is there, and the code is warm. */
const warmUp: Point = { connections: 64, perSecond: null, pushes: phones }

const { shortcode, passkey } = sandboxBusiness
const amountCents = 100

/** Asks the simulator for pushes, takes their callbacks, and looks at its books; beside the least that could answer. */
export async function measureSimulator(log: (line: string) => void): Promise<Section> {
  using folder = createScratchFolder()
  const stateFile = join(folder.path, 'simulator.jsonl')
  const bare = await measureHost(() => startHost('simulator-bare.ts'))
  const onDisk = await measureHost(() => startHost('simulator-host.ts', [stateFile]))
  const inMemory = await measureHost(() => startHost('simulator-host.ts'))
  const rows = [
    ...onDisk.map((one, index) => rowOf('state on disk', one, bare[index])),
    ...inMemory.map((one, index) => rowOf('in memory', one, bare[index])),
    ...bare.map((one) => rowOf('bare route', one, one)),
  ]
  for (const row of rows) log(row.join('  '))
  log(verdict)
  return { title: 'Simulator', text: [explanation, table(heads, rows), verdict] }
}

type Measured = Point & {
  pushesPerSecond: number
  callbacksPerSecond: number
  p50Ms: number
  p99Ms: number
  cpuMs: number
}

async function measureHost(start: () => Promise<Host>): Promise<Measured[]> {
  await using host = await start()
  await measure(host, warmUp)
  const measured: Measured[] = []
  for (const point of points) measured.push(await measure(host, point))
  const pushes = [warmUp, ...points].reduce((sum, point) => sum + point.pushes, 0)
  await checkBooks(host, pushes)
  return measured
}

/** @throws Error when a push was not answered, or not told of once: figures of wrong work are worth nothing */
async function measure(host: Host, point: Point): Promise<Measured> {
  const beforeMs = await host.cpuMs()
  const order = { ...point, url: host.url, shortcode, passkey, phones, firstPhone: 0 }
  const { latenciesMs, ...report } = await generate(order)
  const cpuMs = (await host.cpuMs()) - beforeMs
  const { accepted, told, toldTwice, strange, receipts } = report
  const isRight = [accepted, told, receipts].every((count) => count === point.pushes)
  if (!isRight || toldTwice + strange > 0) {
    throw new Error(`${point.pushes} pushes were asked for: ${JSON.stringify(report)}`)
  }
  const sorted = latenciesMs.toSorted((left, right) => left - right)
  return {
    ...point,
    pushesPerSecond: accepted / report.pushSeconds,
    callbacksPerSecond: told / report.allSeconds,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    cpuMs: cpuMs / accepted,
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** @throws Error when the books do not say that every push was paid once */
async function checkBooks(host: Host, pushes: number): Promise<void> {
  const { audit, collectedCents } = await host.books(shortcode)
  if (audit.length > 0) throw new Error(`The simulator's books: ${audit.slice(0, 3).join('; ')}`)
  if (collectedCents !== pushes * amountCents) {
    throw new Error(`${shortcode} has ${collectedCents} cents of ${pushes} shillings.`)
  }
}

function rowOf(name: string, one: Measured, bare: Measured | undefined): string[] {
  return [
    name,
    String(one.connections),
    one.perSecond === null ? 'the next' : `${figure(one.perSecond, 0)}/s`,
    figure(one.pushesPerSecond, 0),
    figure(one.callbacksPerSecond, 0),
    figure(one.p50Ms, 1),
    figure(one.p99Ms, 1),
    figure(one.cpuMs, 3),
    figure(bare && one.cpuMs / bare.cpuMs, 1),
  ]
}

const heads = [
  'simulator',
  'connections',
  'asked',
  'pushes/s',
  'callbacks/s',
  'p50 ms',
  'p99 ms',
  'CPU ms / push',
  '× bare',
]

const explanation = `STK pushes over HTTP connections that are kept alive with one request on its way each, for ${figure(phones, 0)} phones that pay by
themselves after 20 ms, until the last callback was received. Each push is a prompt, a payment in the books, a message and a
callback. The next push is sent when one is answered, or 2,000 in each second whether or not earlier ones were answered;
what waits for a free connection then counts. The generator, which receives the callbacks too, is a process of its own on
the same cores. Processor time is that of the whole process of the simulator, callbacks sent included. The bare route is
the least that could answer: Fastify with a fixed answer and a POST of a fixed callback by Node's own client, without
checks, money or memory.`

const verdict =
  'Every push was answered, paid once in the books and told of once by a callback with a receipt of its own; the audit of the books found nothing.'
