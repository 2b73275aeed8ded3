import { createHash } from 'node:crypto'
import type { Network } from '../network.ts'
import { ensureSubscriber } from '../phones/subscribers.ts'
import type { SubscriberRecord } from '../state/records.ts'
import { eatTimestamp } from '../time/east-africa-time.ts'
import { type DarajaAnswer, json } from './answer.ts'
import type { ApiName, Call, Endpoint, Product } from './endpoints.ts'
import { text, wireMsisdnPattern } from './fields.ts'

/**
 * The look-ups about a SIM: `/imsi/v1/checkATI`, `/imsi/v2/checkATI` (SWAP), `/imsi-lookup/v1/checkATI` and
 * `/registration/lookup/v1/checkATI`, all answered at once (reference §26). The last two are known from Postman only:
 * they answer with what the first one says, as far as it is theirs.
 */
export const identityEndpoints: readonly Endpoint[] = [
  lookUp('imsi', '/imsi/v1/checkATI', (network, subscriber) => ({
    imsi: hashedImsi(subscriber),
    lastSwapDate: swapDate(network, subscriber),
    msisdnRegistrationDate: dayText(subscriber.registeredAtMs),
    customerNumber: subscriber.msisdn,
  })),
  lookUp('sim-swap', '/imsi/v2/checkATI', (network, subscriber) => ({
    lastSwapDate: swapTime(network, subscriber),
  })),
  lookUp('imsi-lookup', '/imsi-lookup/v1/checkATI', (network, subscriber) => ({
    imsi: hashedImsi(subscriber),
    lastSwapDate: swapDate(network, subscriber),
    customerNumber: subscriber.msisdn,
  })),
  lookUp('age-on-network', '/registration/lookup/v1/checkATI', (_network, subscriber) => ({
    msisdnRegistrationDate: dayText(subscriber.registeredAtMs),
    customerNumber: subscriber.msisdn,
  })),
]

function lookUp(
  api: ApiName & Product,
  path: string,
  facts: (network: Network, subscriber: SubscriberRecord) => Record<string, string>,
): Endpoint {
  return {
    api,
    methods: ['POST'],
    paths: [path],
    product: api,
    family: 'pull',
    subject: (_network, { body }) => ({ phone: text(body, 'customerNumber') }),
    answer: (network, call) => answerLookUp(network, call, facts),
  }
}

function answerLookUp(
  network: Network,
  { body }: Call,
  facts: (network: Network, subscriber: SubscriberRecord) => Record<string, string>,
): DarajaAnswer {
  const requestRefID = network.identifiers.requestId()
  const number = text(body, 'customerNumber')
  if (!wireMsisdnPattern.test(number)) {
    return json(400, {
      requestRefID,
      responseCode: '400',
      responseDesc: 'Bad Request - Invalid customerNumber',
    })
  }
  const subscriber = ensureSubscriber(network, number)
  if (subscriber === undefined) {
    return json(400, { requestRefID, responseCode: '404', responseDesc: 'Not found' })
  }
  return json(200, {
    requestRefID,
    responseCode: '200',
    responseDesc: 'Success',
    ...facts(network, subscriber),
  })
}

/** Longer ago is told as no swap. */
const swapMemoryMs = 90 * 86_400_000
const noSwap = '01-01-1900 00:00'

function swapTime(network: Network, { simSwappedAtMs }: SubscriberRecord): string {
  const nowMs = network.clock.now().getTime()
  if (simSwappedAtMs === null || nowMs - simSwappedAtMs > swapMemoryMs) return noSwap
  const time = eatTimestamp(new Date(simSwappedAtMs)).slice(8)
  return `${dayText(simSwappedAtMs)} ${time.slice(0, 2)}:${time.slice(2, 4)}`
}

function swapDate(network: Network, subscriber: SubscriberRecord): string {
  const time = swapTime(network, subscriber)
  return time === noSwap ? time : time.slice(0, 10)
}

/** `dd-MM-yyyy` */
function dayText(atMs: number): string {
  const day = eatTimestamp(new Date(atMs)).slice(0, 8)
  return `${day.slice(6)}-${day.slice(4, 6)}-${day.slice(0, 4)}`
}

/** Sixteen digits that are the same for the same SIM, and do not tell its IMSI. */
function hashedImsi({ imsi, simSwappedAtMs }: SubscriberRecord): string {
  const hash = createHash('sha256')
    .update(`${imsi} ${simSwappedAtMs ?? ''}`)
    .digest()
  return String(hash.readBigUInt64BE() % 10n ** 16n).padStart(16, '0')
}
