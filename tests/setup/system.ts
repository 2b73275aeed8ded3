import {
  createSimulator,
  createVirtualClock,
  type Simulator,
  type SimulatorOptions,
} from '@hazina/simulator'
import { pino } from 'pino'
import { createApiKey } from '../../packages/server/src/auth/index.ts'
import type { Config } from '../../packages/server/src/config/config.ts'
import { readVariables } from '../../packages/server/src/config/environment.ts'
import { readConfig } from '../../packages/server/src/config/read-config.ts'
import { type Step, steps } from '../../packages/server/src/context.ts'
import { type Verification, verify } from '../../packages/server/src/reconciliation/index.ts'
import type { Server } from '../../packages/server/src/system/compose.ts'
import { prepareDatabase } from '../../packages/server/src/system/installation.ts'
import { type CallAnswer, type CallOptions, callApi } from './api-call.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { createPassingTime, type PassingTime } from './passing-time.ts'
import { createSeededRandom } from './seeded-random.ts'
import { startServerHost, type ToldCallback } from './server-host.ts'
import { Crash } from './server-process.ts'
import { createTraffic } from './traffic.ts'

export { type CallAnswer, type CallOptions, Crash, createSeededRandom, type Step, steps }

export type TestSystemOptions = {
  /** Decides every random choice of server and simulator. */
  seed?: number
  simulator?: SimulatorOptions
  variables?: Record<string, string>
  step?: (label: Step) => void
  /** Hears of every callback that was sent. */
  onCallback?: (told: ToldCallback) => void
}

/**
 * A whole Hazina in this process: the server on a PostgreSQL database of its own, the simulator in front of it, both
 * under one simulated clock and one seed, talking to each other without sockets.
 */
export type TestSystem = PassingTime & {
  config: Config
  database: TestDatabase
  clock: ReturnType<typeof createVirtualClock>
  simulator: Simulator
  /** The server as it is now; `restart` and `revive` make another. */
  readonly server: Server
  /** An API key with the default scopes. */
  key: string
  /** Calls the API with the key, unless told otherwise. @throws Crash when the server dies before it answers */
  call(method: 'GET' | 'POST', url: string, options?: CallOptions): Promise<CallAnswer>
  /** Brings a callback to the server as the simulator does. Rejects as fetch does when nobody answers. */
  deliver: typeof fetch
  /** Moves the clock on, with everything that becomes due in the simulator; then the server's due work, once. */
  advance(ms: number): Promise<void>
  /** Ends the server in good order, and starts another on the same database. */
  restart(): Promise<void>
  /** Lets the server die where it is. */
  crash(): void
  /** Lets the server die at the `nth` time that it comes to this step; null takes that back. */
  crashAt(step: Step | null, nth?: number): void
  /** Starts another server on the same database if this one has died; says whether it had. */
  revive(): Promise<boolean>
  /** One more server on the same database, disposed of with the system. */
  composeAnother(): Promise<Server>
  verify(): Promise<Verification>
  /** The same with the simulator's books beside it, for histories in which all money is the simulator's. */
  verifyBesideSimulator(): Promise<Verification>
  [Symbol.asyncDispose](): Promise<void>
}

export const testStart = new Date('2026-11-23T06:00:00Z')

export async function startTestSystem(options: TestSystemOptions = {}): Promise<TestSystem> {
  const database = await createTestDatabase()
  const config = testConfig(options.variables ?? {})
  const traffic = createTraffic()
  const clock = createVirtualClock({ startAt: testStart, settle: traffic.idle })
  const random = createSeededRandom(options.seed ?? 1, () => clock.now())
  await prepareDatabase(database.ownerUrl, config, () => clock.now())
  const simulator = await createSimulator({
    seed: options.seed ?? 1,
    ...options.simulator,
    clock,
    baseUrl: config.mpesa.baseUrl,
    fetch: traffic.tells((input, init) => host.deliver(input, init)),
  })
  const around = () => ({
    databaseUrl: database.appUrl,
    clock,
    random,
    fetch: traffic.asks(simulator.fetch),
    logger: pino({ level: 'silent' }),
    automaticWork: false,
  })
  const host = await startServerHost(config, around, options)
  const { current, deliver, restart, crashAt, revive, composeAnother } = host
  const time = createPassingTime({ clock, traffic, current, revive })
  const { db } = current().server.ctx
  const { key } = await createApiKey({ db, clock, random }, { name: 'test' })
  return {
    config,
    database,
    clock,
    simulator,
    get server() {
      return current().server
    },
    key,
    call(method, url, call = {}) {
      const { server, orCrash } = current()
      return orCrash(callApi(server, key, { method, url, ...call }))
    },
    deliver,
    async advance(ms) {
      await clock.advance(ms)
      await time.settle()
    },
    ...time,
    restart,
    crash: () => current().die(),
    crashAt,
    revive,
    composeAnother,
    verify: () => verify(current().server.ctx.db),
    verifyBesideSimulator: () =>
      verify(current().server.ctx.db, {
        url: simulator.url,
        shortcode: config.mpesa.shortcode,
        fetch: simulator.fetch,
      }),
    async [Symbol.asyncDispose]() {
      await simulator.close()
      await host.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

function testConfig(variables: Record<string, string>): Config {
  const given = {
    MPESA_ENVIRONMENT: 'simulator',
    LOG_LEVEL: 'silent',
    DATABASE_CONNECTIONS: '8',
    ...variables,
  }
  return readConfig(readVariables(given, null), () => Buffer.alloc(32, 7))
}
