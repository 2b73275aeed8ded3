import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DarajaMessage, parseDaraja } from '@hazina/daraja'
import {
  type Behaviour,
  createSimulator,
  type Simulator,
  sandboxBusiness,
  type Transaction,
} from '@hazina/simulator'
import { expect, vi } from 'vitest'

/** The customer of every call. */
export const customer = { phone: '254708374149', startsWithKes: 100_000 }
/** The organisation of every call, and whom it pays. */
export const organisation = {
  ...sandboxBusiness,
  operator: 'testapi',
  password: 'Conf0rmance#1',
  startsWithKes: 50_000,
}
export const supplier = '600000'

/** A simulator that listens, and whoever answers at the URLs that callbacks go to. */
export type Stage = {
  simulator: Simulator
  /** A URL of the receiver; what comes there is told by `callback`. */
  url(name: string): string
  /** The next callback to that URL, as the parser reads it. Fails when none comes. */
  callback<K extends DarajaMessage['kind']>(url: string, kind: K): Promise<MessageOf<K>>
  /** The transaction with this receipt. Fails when the books have none. */
  transaction(receipt: string | undefined): Transaction
  /** What the organisation has in an account, in shillings. */
  has(account: OrganisationPurse): number
  /** What the customer has, in shillings. */
  customerHas(): number | undefined
  /** The certificate of the simulator in a file of its own, for kits that take a path. */
  certificatePath: string
  [Symbol.asyncDispose](): Promise<void>
}
export type MessageOf<K extends DarajaMessage['kind']> = Extract<DarajaMessage, { kind: K }>
type OrganisationPurse = 'utilityCents' | 'workingCents'

/** A simulator with its defaults but for time, which is made short, and for what `behaviour` switches. */
export async function openStage(behaviour: Partial<Behaviour> = {}): Promise<Stage> {
  const posted: { url: string; body: string }[] = []
  const receiver = await openReceiver(posted)
  const simulator = await createSimulator({
    ...people,
    behaviour,
    autoAnswer: 'pay',
    timings: {
      promptDelayMs: 0,
      callbackDelayMs: 0,
      autoAnswerAfterMs: 0,
      earlyQueryMs: 0,
      operationDelayMs: 0,
    },
    fetch: catchExample(posted),
  })
  await simulator.listen()
  const folder = await mkdtemp(join(tmpdir(), 'hazina-conformance-'))
  const certificatePath = join(folder, 'certificate.cer')
  await writeFile(certificatePath, await simulator.credentials.certificate())
  return {
    simulator,
    certificatePath,
    url: (name) => `${receiver.url}/${name}`,
    callback: (url, kind) => takeCallback(posted, url, kind),
    transaction(receipt) {
      const found = simulator.transactions.get(receipt ?? '')
      if (found === undefined) throw new Error(`The books know no ${receipt}`)
      return found
    },
    has(account) {
      const { organisations } = simulator.books()
      const own = organisations.find(({ shortcode }) => shortcode === organisation.shortcode)
      return Number(own?.[account] ?? 0n) / 100
    },
    customerHas: () => simulator.subscribers.get(customer.phone)?.balance,
    async [Symbol.asyncDispose]() {
      await simulator.close()
      receiver.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const people = {
  businesses: [
    {
      ...sandboxBusiness,
      balances: { utility: organisation.startsWithKes, working: organisation.startsWithKes },
      initiators: [
        { name: organisation.operator, password: organisation.password },
        // There are kits that name the organisation itself as the operator.
        { name: organisation.shortcode, password: organisation.password },
      ],
    },
  ],
  subscribers: [{ phone: customer.phone, name: 'AMINA TEST', balance: customer.startsWithKes }],
}

async function openReceiver(posted: { url: string; body: string }[]) {
  const server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (chunk) => {
      body += chunk
    })
    incoming.on('end', () => {
      posted.push({ url: `${receiver.url}${incoming.url}`, body })
      outgoing.end('{"ResultCode":"0","ResultDesc":"Accepted"}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const receiver = {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return receiver
}

/** Kits that post their results to example.com, come what may, are caught; everything else goes where it is sent. */
function catchExample(posted: { url: string; body: string }[]): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    if (new URL(request.url).host !== 'example.com') return fetch(request)
    posted.push({ url: request.url, body: await request.text() })
    return new Response('{"ResultCode":0}')
  }
}

async function takeCallback<K extends DarajaMessage['kind']>(
  posted: { url: string; body: string }[],
  url: string,
  kind: K,
): Promise<MessageOf<K>> {
  const index = await vi.waitFor(
    () => {
      const found = posted.findIndex((one) => one.url === url)
      if (found < 0) throw new Error(`Nothing came to ${url}`)
      return found
    },
    { timeout: 10_000, interval: 10 },
  )
  const [callback] = posted.splice(index, 1)
  const parsed = parseDaraja(callback?.body ?? '')
  if (!parsed.ok) throw new Error(parsed.reason)
  expect(parsed.message).toMatchObject({ kind, unreadable: [] })
  return parsed.message as MessageOf<K> // the kind was just compared
}
