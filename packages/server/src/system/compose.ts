import { createDaraja, type EndpointLimits, endpointLimits } from '@hazina/daraja'
import { sealRecordedAccounts } from '@hazina/ledger'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { sweepExpired } from '../auth/index.ts'
import type { Config, MpesaConfig } from '../config/config.ts'
import type { Clock, Context, Random, Step } from '../context.ts'
import { closeDatabase, openDatabase } from '../db/database.ts'
import { buildApp } from '../http/index.ts'
import { createSmsSender } from '../notifications/index.ts'
import { createEvents, createMetrics, type Metrics } from '../observability/index.ts'
import { createRealtimeHub, type RealtimeHub } from '../realtime/index.ts'
import { type CallbackIntake, createCallbackIntake } from '../transactions/index.ts'
import { createWorkLoop, type WorkLoop } from '../work/index.ts'
import { createDatabaseTokenStore } from './daraja-token-store.ts'
import { workHandlers } from './work-handlers.ts'

const sweepEveryMs = 10 * 60_000
const sealEveryMs = 5_000
const sealMax = 1_000
const sealPassesMax = 20

/** What a server is made of besides its configuration; tests bring their own time, chance and network. */
export type Surroundings = {
  databaseUrl: string
  clock: Clock
  random: Random
  fetch: typeof fetch
  logger: Logger
  /** Called at each labelled step; a test crashes here. */
  step?: (label: Step) => void
  /** Whether due work runs by itself. A test may prefer to drain it. */
  automaticWork?: boolean
}

export type Server = {
  ctx: Context
  app: FastifyInstance
  work: WorkLoop
  intake: CallbackIntake
  hub: RealtimeHub
  metrics: Metrics
  /** Answers what was begun, stops, and lets go of the database. */
  close(): Promise<void>
}

/** Builds one server: the only place that knows every part. Nothing listens yet. */
export async function composeServer(config: Config, around: Surroundings): Promise<Server> {
  const { clock, random, logger } = around
  const metrics = createMetrics()
  const events = createEvents(logger, metrics)
  const db = openDatabase({
    url: around.databaseUrl,
    connectionsMax: config.databaseConnections,
    onError: (error) => events.databaseConnectionLost({ error: error.message }),
  })
  const hub = createRealtimeHub()
  const { mpesa } = config
  let work: WorkLoop | undefined
  const ctx: Context = {
    config,
    clock,
    random,
    db,
    daraja: createDaraja({
      baseUrl: mpesa.baseUrl,
      consumerKey: mpesa.consumerKey,
      consumerSecret: mpesa.consumerSecret,
      fetch: around.fetch,
      clock,
      random: () => random.integer(1_000_000) / 1_000_000,
      tokenStore: createDatabaseTokenStore(db, mpesa),
      limits: outgoingLimits(mpesa),
    }),
    sms: createSmsSender({ config: config.sms, fetch: around.fetch, clock }),
    events,
    publish: hub.publish,
    wake: () => work?.wake(),
    step: around.step ?? (() => undefined),
  }
  const automatic = around.automaticWork ?? true
  work = createWorkLoop(ctx, workHandlers(ctx), { automatic })
  const intake = createCallbackIntake(ctx)
  const app = await buildApp({ ctx, hub, intake, metrics })
  const stopHousekeeping = automatic ? keepHouse(ctx) : () => undefined
  const loop = work
  let closed = false
  return {
    ctx,
    app,
    work,
    intake,
    hub,
    metrics,
    async close() {
      if (closed) return
      closed = true
      stopHousekeeping()
      await app.close()
      await loop.stop()
      await closeDatabase(db)
    },
  }
}

/** One setting, requests a minute, over what is known of the endpoint's own limits. */
function outgoingLimits({ requestsPerMinute, environment }: MpesaConfig): EndpointLimits | 'off' {
  if (requestsPerMinute === null) return 'off'
  const known: EndpointLimits =
    environment === 'production' ? endpointLimits.production : endpointLimits.sandbox
  // Questions about pending deposits may take half, so that people who wait do not keep others from paying.
  const queries = { perMinute: Math.max(1, Math.floor(requestsPerMinute / 2)), burst: 5 }
  return {
    stkQuery: queries,
    ...known,
    all: { perMinute: requestsPerMinute, burst: Math.max(1, Math.ceil(requestsPerMinute / 5)) },
  }
}

/**
 * What is done by the clock and not by due rows: removing what is past its time, and giving the entries of recorded
 * accounts their running balance, in order, after their commits.
 */
function keepHouse(ctx: Context): () => void {
  const stops = [
    repeat(ctx, 'sweep', sweepEveryMs, async () => ctx.events.swept(await sweepExpired(ctx))),
    repeat(ctx, 'seal', sealEveryMs, () => sealAll(ctx)),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

async function sealAll(ctx: Context): Promise<void> {
  let sealed = sealMax
  for (let pass = 0; pass < sealPassesMax && sealed >= sealMax; pass += 1) {
    sealed = await sealRecordedAccounts(ctx.db.pool, { limit: sealMax })
  }
}

function repeat(
  ctx: Context,
  kind: string,
  everyMs: number,
  task: () => Promise<void>,
): () => void {
  let stopped = false
  let cancel = ctx.clock.after(everyMs, run)
  function run(): void {
    void task()
      .catch((error: unknown) => ctx.events.workFailed({ kind, count: 1, error: String(error) }))
      .finally(() => {
        if (!stopped) cancel = ctx.clock.after(everyMs, run)
      })
  }
  return () => {
    stopped = true
    cancel()
  }
}
