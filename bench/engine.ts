import { type Context, composeServer, createSystemRandom } from '@hazina/server'
import pg from 'pg'
import { pino } from 'pino'
import { openDatabase } from '../packages/server/src/db/database.ts'
import { createSystemClock } from '../packages/server/src/system/system-clock.ts'
import type { Evidence } from '../packages/server/src/transactions/evidence.ts'
import { settle } from '../packages/server/src/transactions/settle.ts'
import { settleUnguarded, unguardedOptions } from './baseline.ts'
import { describeBooks } from './books.ts'
import { asSuperuser, createInstallation, type Installation } from './installation.ts'
import { createDepositors, type Depositors } from './pending-deposits.ts'
import { type CpuSeconds, cpuSeconds } from './processes.ts'
import { figure, type Section, table } from './results.ts'

type Point = { size: number; inFlight: number; deposits: number }

/** Batches in flight are few: more than two at once the server never sends. */
const points: readonly Point[] = [
  { size: 1, inFlight: 1, deposits: 2_000 },
  { size: 1, inFlight: 8, deposits: 6_000 },
  { size: 1, inFlight: 32, deposits: 10_000 },
  { size: 1, inFlight: 128, deposits: 10_000 },
  ...[64, 256, 512, 1024].flatMap((size) =>
    [1, 2, 8].map((inFlight) => ({ size, inFlight, deposits: 16_384 })),
  ),
]

type Measured = { perSecond: number; cpu: CpuSeconds | undefined }

/** Settles deposits through the server's own function, beside the least that could do the same work. */
export async function measureEngine(log: (line: string) => void): Promise<Section> {
  await using installation = await createInstallation()
  await using stack = new AsyncDisposableStack()
  const clock = createSystemClock()
  const server = await composeServer(installation.config, {
    databaseUrl: installation.appUrl,
    clock,
    random: createSystemRandom(clock),
    fetch: globalThis.fetch,
    logger: pino({ level: 'silent' }),
    automaticWork: false,
  })
  stack.defer(() => server.close())
  const superuser = openDatabase({
    url: installation.superuserUrl,
    connectionsMax: 2,
    onError: () => undefined,
  })
  stack.defer(() => superuser.query.destroy())
  const unguarded = new pg.Pool({
    connectionString: installation.superuserUrl,
    options: unguardedOptions,
    max: installation.config.databaseConnections,
  })
  stack.defer(() => unguarded.end())
  const depositors = await createDepositors(superuser.pool)
  const [hazina, baseline] = await makeRivals(server.ctx, unguarded)
  for (const size of [1, 64]) {
    for (const rival of [hazina, baseline]) {
      await measure(installation, depositors, rival, { size, inFlight: 32, deposits: 2_048 })
    }
  }
  const rows: string[][] = []
  for (const point of points) {
    const row = rowOf(
      point,
      await measure(installation, depositors, hazina, point),
      await measure(installation, depositors, baseline, point),
    )
    log(row.join('  '))
    rows.push(row)
  }
  const books = await describeBooks(superuser)
  log(books)
  return { title: 'Engine', text: [explanation(installation), table(heads, rows), books] }
}

type Rival = (batch: readonly Evidence[]) => Promise<unknown>

async function makeRivals(ctx: Context, unguarded: pg.Pool): Promise<[Rival, Rival]> {
  const { rows } = await ctx.db.pool.query<{ id: bigint }>(
    'select id from ledger.account where code = $1',
    [`mpesa:${ctx.config.mpesa.shortcode}:utility`],
  )
  const floatAccount = rows[0]?.id
  if (floatAccount === undefined) throw new Error('The float account is not open.')
  return [
    (batch) => settle(ctx, 'callback', batch),
    (batch) => settleUnguarded(unguarded, batch, { floatAccount, now: ctx.clock.now() }),
  ]
}

async function measure(
  installation: Installation,
  depositors: Depositors,
  rival: Rival,
  { size, inFlight, deposits }: Point,
): Promise<Measured> {
  // A checkpoint before the deposits are opened and none after: as in most minutes of a working day, the pages
  // that settling changes were written to the log in full already.
  await asSuperuser(installation, 'checkpoint')
  const pending = await depositors.open(deposits)
  await asSuperuser(installation, 'vacuum analyze app.work', 'analyze mpesa.transaction')
  const batches: Evidence[][] = []
  for (let first = 0; first < pending.length; first += size) {
    batches.push(pending.slice(first, first + size).map((one) => one.evidence))
  }
  const before = cpuSeconds(process.pid, installation.postgresPid)
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: inFlight }, () => workThrough(batches, rival)))
  const seconds = (performance.now() - startedAt) / 1000
  const after = cpuSeconds(process.pid, installation.postgresPid)
  return {
    perSecond: deposits / seconds,
    cpu:
      before === undefined || after === undefined
        ? undefined
        : {
            server: ((after.server - before.server) * 10_000) / deposits,
            postgres: ((after.postgres - before.postgres) * 10_000) / deposits,
          },
  }
}

async function workThrough(batches: Evidence[][], rival: Rival): Promise<void> {
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
    await rival(batch)
  }
}

const heads = [
  'batch',
  'in flight',
  'settled/s',
  'baseline/s',
  'ratio',
  'CPU s / 10,000: server',
  'PostgreSQL',
  'baseline: server',
  'PostgreSQL',
  'CPU ratio',
]

function rowOf({ size, inFlight }: Point, hazina: Measured, baseline: Measured): string[] {
  const total = (cpu: CpuSeconds) => cpu.server + cpu.postgres
  return [
    size === 1 ? 'one by one' : String(size),
    String(inFlight),
    figure(hazina.perSecond, 0),
    figure(baseline.perSecond, 0),
    figure(hazina.perSecond / baseline.perSecond, 2),
    figure(hazina.cpu?.server, 2),
    figure(hazina.cpu?.postgres, 2),
    figure(baseline.cpu?.server, 2),
    figure(baseline.cpu?.postgres, 2),
    figure(hazina.cpu && baseline.cpu && total(hazina.cpu) / total(baseline.cpu), 2),
  ]
}

function explanation({ config }: Installation): string {
  return `Deposits settled from the call of the server's settling function until its commit, with everything that settling
means: evidence, judgement, posting and entries under the ledger's guards, balance, receipt, prompt, due work. Beside
it, in turns in the same run, the baseline: one SQL statement that writes the same rows to the same tables with the
triggers off, without judging anything. In flight are calls; both have ${config.databaseConnections} database connections, the server's default.
The server never has more than two batches in flight. A CPU ratio above 1 is what the proof costs.`
}
