import { createServer, type Server } from 'node:http'
import { createOffsetClock, createSimulator, type Simulator } from '@hazina/simulator'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { openBrowser, type TestBrowser, type Visit, type VisitorOptions } from '../setup/browser.ts'

/** An application that somebody connected to the simulator: it answers every callback, and remembers what came. */
export type Application = {
  callbackUrl: string
  /** Bodies of callbacks in the order in which they came. */
  received: Record<string, unknown>[]
}

export type SimulatorStage = {
  simulator(): Simulator
  application(): Application
  /** Somebody in front of the simulator's pages. */
  visitor(options?: VisitorOptions): Promise<Visit>
}

/** A shortcode of the sandbox that has an API operator and money. */
export const shop = '600984'

/** One browser, one simulator without a server, and one application for a file. After every test the books are right. */
export function simulatorStage(): SimulatorStage {
  const opened = new AsyncDisposableStack()
  let simulator: Simulator | undefined
  let browser: TestBrowser | undefined
  let application: Application | undefined
  const here = () => {
    if (simulator === undefined || browser === undefined || application === undefined) {
      throw new Error('nothing has started')
    }
    return { simulator, browser, application }
  }
  beforeAll(async () => {
    const started = await createSimulator({
      seed: 1,
      clock: createOffsetClock(),
      timings: { promptDelayMs: 50, callbackDelayMs: [100, 200], promptLifeMs: 3_600_000 },
    })
    simulator = started
    opened.defer(() => started.close())
    await started.listen({ host: 'localhost', port: 0 })
    const { server, ...listening } = await startApplication()
    opened.defer(() => closed(server))
    application = listening
    browser = opened.use(await openBrowser())
  })
  afterEach(() => expect(here().simulator.audit()).toEqual([]))
  afterAll(() => opened.disposeAsync())
  return {
    simulator: () => here().simulator,
    application: () => here().application,
    visitor: (options) => here().browser.visit(options),
  }
}

/** The address of a simulator's page as the browser of the tests may reach it. */
export function pageUrl(simulator: Simulator, path: string): string {
  const url = new URL(simulator.url)
  url.hostname = 'localhost'
  return new URL(path, url).href
}

async function startApplication(): Promise<Application & { server: Server }> {
  const received: Application['received'] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push(JSON.parse(body))
    response.setHeader('content-type', 'application/json').end('{"ResultCode":0}')
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { server, received, callbackUrl: `http://localhost:${port}/callback` }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

let people = 0

/** The number of somebody new: `254713000001`. */
export function newMsisdn(): string {
  people += 1
  return `2547130${String(people).padStart(5, '0')}`
}
