import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sandboxBusiness } from '../packages/simulator/src/options.ts'
import { figure, type Section, table } from './results.ts'
import { measurePages } from './simulator-pages.ts'
import { createScratchFolder, type Host, startHost } from './simulator-process.ts'

/** Payments in the books. */
const sizes = [0, 1_000, 1_000_000]
const starts = 3
const { shortcode } = sandboxBusiness

/** Fills the simulator's books and looks at what that does to its start, its pages and its memory. */
export async function measureSimulatorBooks(log: (line: string) => void): Promise<Section> {
  const measured: Measured[] = []
  for (const payments of sizes) {
    const one = await measureSize(payments)
    for (const [name, cell] of one.cells) log(`${figure(payments, 0)}  ${name}  ${cell}`)
    measured.push(one)
  }
  const names = measured[0]?.cells.map(([name]) => name) ?? []
  const rows = names.map((name, row) => [
    name,
    ...measured.map(({ cells }) => cells[row]?.[1] ?? ''),
  ])
  const filled = `The million was paid in ${figure(measured.at(-1)?.fillSeconds, 0)} s, payment by payment through the simulator's own rules, and an audit of all of it found nothing.`
  log(filled)
  return { title: 'Books of the simulator', text: [explanation, table(heads, rows), filled] }
}

type Measured = { cells: (readonly [name: string, cell: string])[]; fillSeconds: number }

async function measureSize(payments: number): Promise<Measured> {
  using folder = createScratchFolder()
  const stateFile = join(folder.path, 'simulator.jsonl')
  const fillSeconds = await fill(stateFile, payments)
  const readyMs: number[] = []
  for (let count = 0; count < starts; count++) {
    await using host = await startHost('simulator-host.ts', [stateFile])
    readyMs.push(host.readyMs)
  }
  await using host = await startHost('simulator-host.ts', [stateFile])
  const startedMb = await host.residentMb()
  const pages = await measurePages(host.url, { shortcode, transactions: payments })
  return {
    fillSeconds,
    cells: [
      ['start of the process until it answers', `${figure(middle(readyMs) / 1_000, 2)} s`],
      ...pages.map(
        ({ name, p50Ms, maxMs }) => [name, `${figure(p50Ms, 1)} ms (${figure(maxMs, 1)})`] as const,
      ),
      ['memory after the start', `${figure(startedMb, 0)} MB`],
      ['memory after the pages', `${figure(await host.residentMb(), 0)} MB`],
      ['state file', sizeOf(stateFile)],
      ['archive', sizeOf(`${stateFile}.archive`)],
    ],
  }
}

/** @throws Error when the books do not add up: figures of wrong work are worth nothing */
async function fill(stateFile: string, payments: number): Promise<number> {
  await using host: Host = await startHost('simulator-host.ts', [stateFile])
  const startedAtMs = performance.now()
  if (payments > 0) await host.fill(shortcode, payments)
  const seconds = (performance.now() - startedAtMs) / 1_000
  const { audit, collectedCents } = await host.books(shortcode)
  if (audit.length > 0 || collectedCents !== payments * 100) {
    throw new Error(`${collectedCents} cents of ${payments} shillings; ${audit.join('; ')}`)
  }
  return seconds
}

function sizeOf(file: string): string {
  return existsSync(file) ? `${figure(statSync(file).size / 1e6, 1)} MB` : '–'
}

function middle(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}

const heads = ['payments in the books', ...sizes.map((size) => figure(size, 0))]

const explanation = `Customers' payments from 1,000 phones to one organisation, in the state file and the archive beside it; the simulator was
closed and started again after them. The start is the median of ${starts}. Pages are asked for over HTTP as the browser asks for
them, one after the other: the median, and the slowest in parentheses.`
