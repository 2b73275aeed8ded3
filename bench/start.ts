import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../packages/server/src/db/database.ts'
import { startEmbeddedPostgres } from '../packages/server/src/db/embedded.ts'
import { buildWallet, walletIsCurrent } from '../packages/web/build.ts'
import { firstLoadJsBytesMax, measureFirstLoad } from '../packages/web/size.ts'
import { describeBooks } from './books.ts'
import {
  cloneDirectory,
  createDataDirectory,
  postmasterOf,
  removeDataDirectory,
} from './installation.ts'
import { memoryMb } from './processes.ts'
import { figure, type Section, table } from './results.ts'
import { startServer } from './server-process.ts'

const warmStarts = 3
const restMs = 5_000

/** Starts the whole of Hazina, simulator included, from nothing and again; looks at its memory; weighs the wallet. */
export async function measureStart(log: (line: string) => void): Promise<Section> {
  if (!walletIsCurrent()) await buildWallet()
  const dataDirectory = createDataDirectory()
  try {
    const cold = await startOnce(dataDirectory)
    const warm: Started[] = []
    for (let count = 0; count < warmStarts; count += 1) warm.push(await startOnce(dataDirectory))
    const books = await booksOf(dataDirectory)
    const { jsBytes, cssBytes, htmlBytes } = measureFirstLoad()
    const rows = [
      ['start to ready, empty data directory', `${figure(cold.readyMs / 1000, 2)} s`],
      [
        'start to ready, warm (median of 3)',
        `${figure(median(warm.map((one) => one.readyMs)) / 1000, 2)} s`,
      ],
      ['memory at rest: server with simulator', `${figure(warm.at(-1)?.memory?.server, 0)} MB`],
      ['memory at rest: PostgreSQL', `${figure(warm.at(-1)?.memory?.postgres, 0)} MB`],
      [
        'first load of JS, gzip',
        `${figure(jsBytes / 1000, 1)} kB of ${firstLoadJsBytesMax / 1000}`,
      ],
      ['first load of CSS, gzip', `${figure(cssBytes / 1000, 1)} kB`],
      ['first load of HTML, gzip', `${figure(htmlBytes / 1000, 1)} kB`],
    ]
    for (const row of rows) log(row.join('  '))
    log(books)
    return {
      title: 'Start, memory, first load',
      text: [explanation, table(['what', 'measured'], rows), books],
    }
  } finally {
    removeDataDirectory(dataDirectory)
  }
}

type Started = { readyMs: number; memory: ReturnType<typeof memoryMb> }

async function startOnce(dataDirectory: string): Promise<Started> {
  await using server = await startServer({ HAZINA_DATA_DIR: dataDirectory })
  await sleep(restMs)
  return { readyMs: server.readyMs, memory: memoryMb(server.pid, postmasterOf(dataDirectory)) }
}

async function booksOf(dataDirectory: string): Promise<string> {
  const postgres = await startEmbeddedPostgres({
    dataDir: dataDirectory,
    cloneDir: cloneDirectory,
    log: () => undefined,
  })
  const db = openDatabase({ url: postgres.appUrl, connectionsMax: 2, onError: () => undefined })
  try {
    return await describeBooks(db)
  } finally {
    await db.query.destroy()
    await postgres.release()
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}

const explanation = `From the start of the process that \`npm start\` runs until \`/readyz\` says yes, with the packages installed and the wallet
built; PostgreSQL stopped before each. Memory is each process's proportional share, five seconds after that.`
