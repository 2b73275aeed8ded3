import { execFile } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openDatabase } from '../packages/server/src/db/database.ts'
import { describeBooks } from './books.ts'
import { asSuperuser, createInstallation, type Installation } from './installation.ts'
import type { LoadReport } from './load-generator.ts'
import { createDepositors, type Depositors } from './pending-deposits.ts'
import { cpuSeconds } from './processes.ts'
import { figure, type Section, table } from './results.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const points = [
  { connections: 1, callbacks: 1_000 },
  { connections: 16, callbacks: 8_000 },
  { connections: 64, callbacks: 20_000 },
  { connections: 256, callbacks: 20_000 },
]
const warmUp = { connections: 64, callbacks: 4_000 }

/** Posts callbacks to a server process from a generator process, both on this machine. */
export async function measureEndToEnd(log: (line: string) => void): Promise<Section> {
  await using installation = await createInstallation()
  await using stack = new AsyncDisposableStack()
  const db = openDatabase({
    url: installation.superuserUrl,
    connectionsMax: 2,
    onError: () => undefined,
  })
  stack.defer(() => db.query.destroy())
  const depositors = await createDepositors(db.pool)
  const server = stack.use(await startServer(installation.variables))
  await measure(installation, depositors, server, warmUp)
  const rows: string[][] = []
  for (const point of points) {
    const row = await measure(installation, depositors, server, point)
    log(row.join('  '))
    rows.push(row)
  }
  const books = await describeBooks(db)
  log(books)
  return { title: 'End to end', text: [explanation, table(heads, rows), books] }
}

async function measure(
  installation: Installation,
  depositors: Depositors,
  server: ServerProcess,
  { connections, callbacks }: { connections: number; callbacks: number },
): Promise<string[]> {
  await asSuperuser(installation, 'checkpoint')
  const pending = await depositors.open(callbacks)
  await asSuperuser(installation, 'vacuum analyze app.work', 'analyze mpesa.transaction')
  const file = join(installation.dataDirectory, 'callbacks.tsv')
  const lines = pending.map(({ token, body }) => `/api/mpesa/callback/${token}\t${body}`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  const before = cpuSeconds(server.pid, installation.postgresPid)
  const report = await generate(file, server.port, connections)
  const after = cpuSeconds(server.pid, installation.postgresPid)
  rmSync(file)
  if (report.refused > 0 || report.answered !== callbacks) {
    throw new Error(`${report.refused} callbacks were refused, ${report.answered} were answered.`)
  }
  const perTenThousand = (part: 'server' | 'postgres') =>
    before && after && ((after[part] - before[part]) * 10_000) / callbacks
  return [
    String(connections),
    figure(callbacks / report.seconds, 0),
    figure(quantile(report.latenciesMs, 0.5), 1),
    figure(quantile(report.latenciesMs, 0.99), 1),
    figure(perTenThousand('server'), 2),
    figure(perTenThousand('postgres'), 2),
  ]
}

async function generate(file: string, port: number, connections: number): Promise<LoadReport> {
  const generator = join(import.meta.dirname, 'load-generator.ts')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [generator, file, String(port), String(connections)],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  // The generator's own report, written by the file above.
  return JSON.parse(stdout) as LoadReport
}

function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

const heads = [
  'connections',
  'callbacks/s',
  'p50 ms',
  'p99 ms',
  'CPU s / 10,000: server',
  'PostgreSQL',
]

const explanation = `Callbacks as Safaricom posts them, each for a deposit and with a token of its own, over HTTP connections that are kept
alive with one request on its way each, until the answer, which comes after the commit. The generator is a process of its
own on the same cores. The server is the product's own, with its due work running beside; receipts by SMS are off.`
