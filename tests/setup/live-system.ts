import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createOffsetClock,
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '@hazina/simulator'
import { pino } from 'pino'
import { readVariables } from '../../packages/server/src/config/environment.ts'
import { readConfig } from '../../packages/server/src/config/read-config.ts'
import { waitForLock } from '../../packages/server/src/db/embedded/file-lock.ts'
import { type Verification, verify } from '../../packages/server/src/reconciliation/index.ts'
import { composeServer, type Server } from '../../packages/server/src/system/compose.ts'
import { prepareDatabase } from '../../packages/server/src/system/installation.ts'
import { createSystemRandom } from '../../packages/server/src/system/random.ts'
import { ensureWallet } from '../../packages/server/src/system/wallet-build.ts'
import { createTestDatabase } from './database.ts'

/** A whole Hazina on real sockets and in real time, as a browser meets it. */
export type LiveSystem = {
  walletUrl: string
  phonesUrl: string
  server: Server
  simulator: Simulator
  clock: ReturnType<typeof createOffsetClock>
  verify(): Promise<Verification>
  [Symbol.asyncDispose](): Promise<void>
}

export type LiveSystemOptions = {
  variables?: Record<string, string>
  simulator?: Omit<SimulatorOptions, 'clock' | 'businesses'>
}

const buildTimeoutMs = 100_000
// A phone and an M-PESA that take no longer than a person would notice.
const quickTimings = { promptDelayMs: 100, callbackDelayMs: [100, 300] } as const

export async function startLiveSystem(options: LiveSystemOptions = {}): Promise<LiveSystem> {
  await using undo = new AsyncDisposableStack()
  const database = undo.use(await createTestDatabase())
  await buildWalletOnce()
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const given = {
    MPESA_ENVIRONMENT: 'simulator',
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    BUSINESS_NAME: 'Duka la Amina',
    ...options.variables,
  }
  const config = readConfig(readVariables(given, null), () => Buffer.alloc(32, 7))
  const clock = createOffsetClock()
  await prepareDatabase(database.ownerUrl, config, () => clock.now())
  const { shortcode, passkey } = config.mpesa
  const simulator = await createSimulator({
    seed: 1,
    timings: quickTimings,
    ...options.simulator,
    clock,
    businesses: [{ shortcode, passkey, name: config.businessName, type: 'paybill' }],
  })
  undo.defer(() => simulator.close())
  await simulator.listen({ host: 'localhost', port: simulatorPort })
  const server = await composeServer(config, {
    databaseUrl: database.appUrl,
    clock,
    random: createSystemRandom(clock),
    fetch: globalThis.fetch,
    logger: pino({ level: 'silent' }),
  })
  undo.defer(() => server.close())
  await server.app.listen({ host: 'localhost', port })
  server.work.wake()
  const kept = undo.move()
  return {
    walletUrl: `http://localhost:${port}`,
    phonesUrl: `http://localhost:${simulatorPort}`,
    server,
    simulator,
    clock,
    verify: () => verify(server.ctx.db),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** Test files start at once; only one of them builds. */
async function buildWalletOnce(): Promise<void> {
  const lockFile = join(tmpdir(), `hazina-wallet-build-${process.getuid?.() ?? 0}.lock`)
  const lock = await waitForLock(lockFile, 'exclusive', buildTimeoutMs)
  try {
    await ensureWallet(() => undefined)
  } finally {
    lock?.release()
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, 'localhost', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
