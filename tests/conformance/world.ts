import { createVirtualClock, sandboxBusiness } from '@hazina/simulator'
import {
  collectorTill,
  collector as collects,
  sampleAt,
} from '../../packages/simulator/test/collections-harness.ts'
import { payer, type Received, startSimulator } from '../../packages/simulator/test/harness.ts'
import {
  askerBusiness,
  vectors as operations,
} from '../../packages/simulator/test/operations-harness.ts'
import vectors from './vectors.json' with { type: 'json' }

export { vectors }
export type Fields = Record<string, unknown>
export type RequestName = keyof typeof vectors.requests
export type World = Awaited<ReturnType<typeof openWorld>>
type Options = NonNullable<Parameters<typeof startSimulator>[0]>
/** What has to be switched and done so that this simulator does what a vector shows. */
export type Way<Made> = { options?: Options; make(world: World): Promise<Made> }

/**
 * The simulator at the instant of the vectors, with the organisations that they name and the test key pair that their
 * security credential was made with.
 */
export async function openWorld(options: Options = {}) {
  const started = await startSimulator({
    clock: createVirtualClock({ startAt: sampleAt }),
    certificate: operations.credential,
    businesses: [sandboxBusiness, askerBusiness, collector, till],
    subscribers: [
      { phone: payer, name: 'AMINA TEST', pochi: true },
      { phone: collectorTill.nominatedNumber, name: 'DUKA OPERATOR' },
    ],
    timings: { operationDelayMs: 3_000, promptDelayMs: 1_000, callbackDelayMs: 1_000 },
    ...options,
  })
  const { simulator, daraja, received } = started
  return {
    ...started,
    /** Sends the request of the vectors with these fields changed. */
    send: (name: RequestName, changes: Fields = {}) => {
      const { path, body } = vectors.requests[name]
      return daraja.post(path, Array.isArray(body) ? body : { ...body, ...changes })
    },
    /** The customer pays at the menu of the phone. */
    pay: (amount: number, account = 'UNIT-7') =>
      simulator.phones.payBill({ phone: payer, business: '600984', account, amount, pin: '1234' }),
    /** The body of the last callback to this URL. */
    told: (url: string) => bodyAt(received, url),
    [Symbol.asyncDispose]: () => simulator.close(),
  }
}

const { initiators } = askerBusiness
const collector = { ...collects, initiators }
const till = { ...collectorTill, passkey: 'x'.repeat(64), initiators }

function bodyAt(received: readonly Received[], url: string): unknown {
  const found = received.findLast((one) => one.url === url)
  if (found === undefined) throw new Error(`Nothing came to ${url}`)
  return JSON.parse(found.body)
}
