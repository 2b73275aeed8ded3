import { type Connection, openConnection } from './raw-connection.ts'
import { openReceiver } from './raw-receiver.ts'

/** What is asked of the generator, as JSON in its only argument. */
export type LoadOrder = {
  url: string
  shortcode: string
  passkey: string
  /** Phones are 254710000000 and the numbers that follow; each is asked in turn. */
  phones: number
  /** How many phones to leave out before the first. */
  firstPhone: number
  pushes: number
  connections: number
  /** Pushes each second, whether or not earlier ones were answered; null sends the next when one is answered. */
  perSecond: number | null
}

/**
 * Asks for pushes and receives their callbacks, and says on its last line what it saw. A process of its own:
 * `node simulator-load.ts ORDER`. Connections are kept alive, with one request on its way each.
 */
export type LoadReport = {
  accepted: number
  refused: number
  /** The first refusal, as it was told. */
  refusal: string | null
  /** Callbacks of a payment, for pushes that were accepted and not told of before. */
  told: number
  toldTwice: number
  /** Callbacks of anything else. */
  strange: number
  /** Receipts that differ from every other. */
  receipts: number
  /** From the first push until the last was answered, and until the last callback was there. */
  pushSeconds: number
  allSeconds: number
  latenciesMs: number[]
}

/** The last callback is waited for this long after the one before it. */
const silenceMsMax = 10_000

type Told = Pick<LoadReport, 'strange' | 'toldTwice'> & {
  receipts: Map<string, string>
  lastAtMs: number
}

async function run(order: LoadOrder): Promise<LoadReport> {
  const told: Told = { receipts: new Map(), strange: 0, toldTwice: 0, lastAtMs: 0 }
  const receiver = await openReceiver((body) => note(told, body))
  const connections = await Promise.all(
    Array.from({ length: order.connections }, () =>
      openConnection(Number(new URL(order.url).port)),
    ),
  )
  const bearer = await signIn(order.url)
  const makeRequest = requestMaker(order, bearer, receiver.url)
  const answers: { id: string; ms: number }[] = []
  const refusals: string[] = []
  const startedAtMs = performance.now()
  const ask = async (connection: Connection, place: number, dueAtMs: number) => {
    const answer = await connection.exchange(makeRequest(place))
    const ms = performance.now() - dueAtMs
    const id = /"CheckoutRequestID":"([^"]+)"/.exec(answer)?.[1]
    if (!answer.startsWith('HTTP/1.1 200') || id === undefined) refusals.push(answer)
    else answers.push({ id, ms })
  }
  await (order.perSecond === null
    ? inTurn(order.pushes, connections, ask)
    : atPace(order.pushes, order.perSecond, connections, ask))
  const pushSeconds = (performance.now() - startedAtMs) / 1_000
  await silence(told, answers.length)
  for (const connection of connections) connection.close()
  receiver.close()
  return {
    accepted: answers.length,
    refused: refusals.length,
    refusal: refusals[0] ?? null,
    told: answers.filter(({ id }) => told.receipts.has(id)).length,
    toldTwice: told.toldTwice,
    strange: told.strange,
    receipts: new Set(told.receipts.values()).size,
    pushSeconds,
    allSeconds: (told.lastAtMs - startedAtMs) / 1_000,
    latenciesMs: answers.map(({ ms }) => ms),
  }
}

type Ask = (connection: Connection, place: number, dueAtMs: number) => Promise<void>

async function inTurn(pushes: number, connections: readonly Connection[], ask: Ask): Promise<void> {
  let next = 0
  await Promise.all(
    connections.map(async (connection) => {
      while (next < pushes) await ask(connection, next++, performance.now())
    }),
  )
}

/** A push that finds every connection busy waits, and its wait counts. */
async function atPace(
  pushes: number,
  perSecond: number,
  connections: readonly Connection[],
  ask: Ask,
): Promise<void> {
  const idle = [...connections]
  const asking = new Set<Promise<void>>()
  const startedAtMs = performance.now()
  const dueAtMs = (place: number) => startedAtMs + (place * 1_000) / perSecond
  for (let next = 0; next < pushes; ) {
    while (next < pushes && dueAtMs(next) <= performance.now()) {
      const connection = idle.pop()
      if (connection === undefined) break
      const place = next++
      const asked = ask(connection, place, dueAtMs(place)).finally(() => {
        idle.push(connection)
        asking.delete(asked)
      })
      asking.add(asked)
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(asking)
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/oauth/v1/generate?grant_type=client_credentials`, {
    headers: { authorization: `Basic ${btoa('bench:bench')}` },
  })
  const { access_token: token } = (await answer.json()) as { access_token?: string } // a token or nothing
  if (token === undefined) throw new Error(`No token: ${answer.status}`)
  return token
}

/** The bytes of a push as a client of Daraja sends them. */
function requestMaker(
  order: LoadOrder,
  bearer: string,
  callbackUrl: string,
): (place: number) => string {
  const { shortcode, passkey } = order
  const timestamp = nairobiTimestamp()
  const password = btoa(`${shortcode}${passkey}${timestamp}`)
  const head = [
    'POST /mpesa/stkpush/v1/processrequest HTTP/1.1',
    `Host: ${new URL(order.url).host}`,
    'User-Agent: hazina-bench',
    'Accept: application/json',
    `Authorization: Bearer ${bearer}`,
    'Content-Type: application/json',
    'Connection: keep-alive',
  ].join('\r\n')
  return (place) => {
    const phone = 254_710_000_000 + order.firstPhone + (place % order.phones)
    const body = JSON.stringify({
      BusinessShortCode: shortcode,
      Password: password,
      Timestamp: timestamp,
      TransactionType: 'CustomerPayBillOnline',
      Amount: 1,
      PartyA: phone,
      PartyB: shortcode,
      PhoneNumber: phone,
      CallBackURL: callbackUrl,
      AccountReference: `B${place}`,
      TransactionDesc: 'Bench',
    })
    return `${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  }
}

function nairobiTimestamp(): string {
  return new Date(Date.now() + 3 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14)
}

function note(told: Told, body: string): void {
  const id = /"CheckoutRequestID":"([^"]+)"/.exec(body)?.[1]
  const receipt = /"MpesaReceiptNumber","Value":"([^"]+)"/.exec(body)?.[1]
  told.lastAtMs = performance.now()
  if (id === undefined || receipt === undefined) told.strange += 1
  else if (told.receipts.has(id)) told.toldTwice += 1
  else told.receipts.set(id, receipt)
}

/** Resolves when as many were told of as were accepted, or nothing comes any more. */
async function silence(told: Told, wanted: number): Promise<void> {
  const startedAtMs = performance.now()
  const lastMs = () => Math.max(startedAtMs, told.lastAtMs)
  while (told.receipts.size < wanted && performance.now() - lastMs() < silenceMsMax) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

if (import.meta.main) {
  // The order as the benchmark wrote it.
  const report = await run(JSON.parse(String(process.argv[2])) as LoadOrder)
  process.stdout.write(`${JSON.stringify(report)}\n`)
}
