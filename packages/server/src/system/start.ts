import { join } from 'node:path'
import { createOffsetClock, createSimulator, type Simulator } from '@hazina/simulator'
import type { Config } from '../config/config.ts'
import { readVariables } from '../config/environment.ts'
import { readConfig } from '../config/read-config.ts'
import type { Clock } from '../context.ts'
import { claimServer } from '../db/embedded/claim.ts'
import { createLogger } from '../observability/index.ts'
import { composeServer, type Server } from './compose.ts'
import { type DatabaseAccess, dataDirectoryOf, reachDatabase } from './database-access.ts'
import { envFile, installationSecret } from './files.ts'
import { prepareDatabase, refuseForeignDatabase, refusePowerfulRole } from './installation.ts'
import { listenOn } from './listen.ts'
import { createSystemRandom } from './random.ts'
import { createSystemClock } from './system-clock.ts'
import { ensureWallet } from './wallet-build.ts'

export type RunningSystem = {
  config: Config
  server: Server
  simulator: Simulator | undefined
  walletUrl: string
  [Symbol.asyncDispose](): Promise<void>
}

export type StartOptions = {
  environment: NodeJS.ProcessEnv
  /** Told one line for each thing that takes time. */
  log: (line: string) => void
}

/**
 * Starts everything that the configuration asks for: the database, its schema, the simulator, the server. What was
 * started is stopped again, newest first, when something fails or the system is disposed of.
 * @throws StartProblem, or another error whose message is one sentence for a person
 */
export async function startSystem({ environment, log }: StartOptions): Promise<RunningSystem> {
  const variables = readVariables(environment, envFile)
  const dataDirectory = dataDirectoryOf(variables.HAZINA_DATA_DIR)
  await using undo = new AsyncDisposableStack()
  const random = createSystemRandom(createSystemClock())
  const config = readConfig(variables, () => installationSecret(dataDirectory, random.bytes))
  const database = await reachDatabase(config.database, dataDirectory, log)
  undo.defer(() => database.release())
  if (config.database.kind === 'embedded') {
    const claim = claimServer(dataDirectory)
    undo.defer(() => claim.release())
  }
  const { clock, simulator } = await startSimulator(config, dataDirectory)
  if (simulator !== undefined) undo.defer(() => simulator.close())
  await prepare(config, database, clock, log)
  const wallet = ensureWallet(log)
  const server = await composeServer(config, {
    databaseUrl: database.appUrl,
    clock,
    random: createSystemRandom(clock),
    fetch: globalThis.fetch,
    logger: createLogger(config.logLevel, process.stdout),
  })
  undo.defer(() => server.close())
  await refuseForeignDatabase(server.ctx.db.pool, config)
  if (config.environment === 'production') await refusePowerfulRole(server.ctx.db.pool)
  await wallet
  await listenOn(server.app, { host: config.host, port: config.port, variable: 'PORT' })
  server.work.wake()
  const kept = undo.move()
  return {
    config,
    server,
    simulator,
    walletUrl: config.publicUrl,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

async function startSimulator(
  config: Config,
  dataDirectory: string,
): Promise<{ clock: Clock; simulator: Simulator | undefined }> {
  if (!config.runsSimulator) return { clock: createSystemClock(), simulator: undefined }
  const { mpesa } = config
  // The server lives in the simulator's time, so that moving the clock on moves both.
  const clock = createOffsetClock()
  const simulator = await createSimulator({
    clock,
    stateFile: join(dataDirectory, 'simulator.jsonl'),
    businesses: [
      {
        shortcode: mpesa.shortcode,
        name: config.businessName,
        type: 'paybill',
        passkey: mpesa.passkey,
      },
    ],
    timings: { promptLifeMs: mpesa.promptSeconds * 1000 },
  })
  try {
    await listenOn(simulator, {
      host: 'localhost',
      port: config.simulatorPort,
      variable: 'SIMULATOR_PORT',
    })
  } catch (error) {
    await simulator.close()
    throw error
  }
  return { clock, simulator }
}

async function prepare(
  config: Config,
  database: DatabaseAccess,
  clock: Clock,
  log: (line: string) => void,
): Promise<void> {
  if (database.ownerUrl === null) return
  const applied = await prepareDatabase(database.ownerUrl, config, () => clock.now())
  if (applied.length > 0) log(`Prepared the database (${applied.length} migrations)`)
}
