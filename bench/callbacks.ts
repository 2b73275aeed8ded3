import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openDatabase } from '../packages/server/src/db/database.ts'
import { describeBooks } from './books.ts'
import { createInstallation } from './installation.ts'
import { createDepositors, type PendingDeposit } from './pending-deposits.ts'
import { cpuSeconds } from './processes.ts'
import { figure, type Section, table } from './results.ts'
import { startServerProcess } from './server-process.ts'

const points = [
  { connections: 1, deposits: 1_000 },
  { connections: 8, deposits: 4_000 },
  { connections: 32, deposits: 12_000 },
  { connections: 128, deposits: 20_000 },
] as const

type Told = { count: number; refused: number; seconds: number; p50Ms: number; p99Ms: number }

/** Callbacks over HTTP until they are committed and answered; the load comes from a second process on this machine. */
export async function measureCallbacks(log: (line: string) => void): Promise<Section> {
  await using installation = await createInstallation()
  const server = await startServerProcess(installation.variables, 5900)
  const db = openDatabase({ url: installation.appUrl, connectionsMax: 4, onError: () => undefined })
  try {
    const depositors = await createDepositors(db.pool)
    await tell(server.port, 32, await depositors.open(2_000))
    const rows: string[][] = []
    for (const { connections, deposits } of points) {
      const opened = await depositors.open(deposits)
      const before = cpuSeconds(server.pid, installation.postgresPid)
      const told = await tell(server.port, connections, opened)
      const after = cpuSeconds(server.pid, installation.postgresPid)
      if (told.refused > 0) throw new Error(`${told.refused} callbacks were not accepted.`)
      const used = (part: 'server' | 'postgres') =>
        before === undefined || after === undefined
          ? undefined
          : ((after[part] - before[part]) / told.count) * 10_000
      const row = [
        String(connections),
        figure(told.count / told.seconds, 0),
        figure(told.p50Ms, 1),
        figure(told.p99Ms, 1),
        figure(used('server'), 2),
        figure(used('postgres'), 2),
      ]
      log(row.join('  '))
      rows.push(row)
    }
    const books = await describeBooks(db)
    log(books)
    const heads = [
      'connections',
      'callbacks/s',
      'p50 ms',
      'p99 ms',
      'server CPU s per 10,000',
      'PostgreSQL CPU s per 10,000',
    ]
    return {
      title: 'Callbacks end to end',
      text: [
        'Each callback has its own token and is answered after its commit; realtime and due work run beside it.',
        table(heads, rows),
        books,
      ],
    }
  } finally {
    await db.query.destroy()
    await server.stop()
  }
}

async function tell(
  port: number,
  connections: number,
  deposits: readonly PendingDeposit[],
): Promise<Told> {
  const generator = spawn(
    process.execPath,
    [join(import.meta.dirname, 'callback-load.ts'), String(port), String(connections)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const lines = deposits.map(({ token, body }) => JSON.stringify({ token, body: body.toString() }))
  generator.stdin.end(lines.join('\n'))
  // What the generator prints is what its own source says.
  return JSON.parse(await text(generator.stdout)) as Told
}
