export type PageTime = { name: string; p50Ms: number; maxMs: number }

const asks = 15
/** Rows of a page, and of the pages by which the benchmark goes to the middle of a list. */
const pageRows = 50
const strideRows = 1_000

/** A phone that paid, or is made for the look at it. */
const phone = '254799000007'

/** Asks for what the pages of the simulator ask for, each several times. */
export async function measurePages(
  url: string,
  { shortcode, transactions }: { shortcode: string; transactions: number },
): Promise<PageTime[]> {
  await makePhone(url)
  const list = '/simulator/transactions'
  const statement = `/simulator/organisations/${shortcode}/statement`
  const [inList, inStatement] = [
    await walk(url, list, transactions),
    await walk(url, statement, transactions),
  ]
  const limit = `limit=${pageRows}`
  const pages = {
    'the phones': '/simulator/state',
    'a phone': `/simulator/subscribers/${phone}`,
    'messages of a phone': `/simulator/subscribers/${phone}/messages`,
    'transactions, the newest': `${list}?${limit}`,
    'transactions, in the middle': `${list}?${limit}${inList.cursorOfMiddle}`,
    'transactions of a phone': `${list}?${limit}&msisdn=${phone}`,
    'one transaction, the oldest': `${list}/${inList.oldestReceipt}`,
    'search for that receipt': `${list}?${limit}&search=${inList.oldestReceipt}`,
    'search for a common name': `${list}?${limit}&search=otieno`,
    'search for what is not there': `${list}?${limit}&search=nowhere`,
    'statement, the newest': `${statement}?${limit}`,
    'statement, in the middle': `${statement}?${limit}${inStatement.cursorOfMiddle}`,
    'the sums of the books': '/simulator/books?transactions=0',
    'requests and callbacks': `/simulator/traffic?${limit}`,
  }
  const times: PageTime[] = []
  for (const [name, path] of Object.entries(pages))
    times.push({ name, ...(await timesOf(url + path)) })
  return times
}

async function makePhone(url: string): Promise<void> {
  await fetch(`${url}/simulator/subscribers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone }),
  })
}

type Page = { items: { receipt: string | null }[]; nextCursor: string | null }

/** Goes through a whole list by its pages. @throws Error when rows are missing from it */
async function walk(
  url: string,
  path: string,
  rows: number,
): Promise<{ cursorOfMiddle: string; oldestReceipt: string }> {
  let cursor = ''
  let cursorOfMiddle = ''
  let oldestReceipt = 'NONE'
  let seen = 0
  for (;;) {
    const answer = await fetch(`${url}${path}?limit=${strideRows}${cursor}`)
    const { items, nextCursor } = (await answer.json()) as Page // of these two lists
    seen += items.length
    oldestReceipt = items.findLast(({ receipt }) => receipt !== null)?.receipt ?? oldestReceipt
    if (nextCursor === null) break
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`
    if (seen <= rows / 2) cursorOfMiddle = cursor
  }
  if (seen < rows) throw new Error(`${path} has ${seen} rows of ${rows}`)
  return { cursorOfMiddle, oldestReceipt }
}

async function timesOf(address: string): Promise<{ p50Ms: number; maxMs: number }> {
  const times: number[] = []
  for (let count = 0; count < asks; count++) {
    const startedAtMs = performance.now()
    const answer = await fetch(address)
    await answer.arrayBuffer()
    times.push(performance.now() - startedAtMs)
    if (answer.status >= 500) throw new Error(`${address} answered ${answer.status}`)
  }
  const sorted = times.toSorted((left, right) => left - right)
  return { p50Ms: sorted[Math.floor(asks / 2)] ?? Number.NaN, maxMs: sorted.at(-1) ?? Number.NaN }
}
