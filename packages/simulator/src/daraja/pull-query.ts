import { decimalText } from '../books/money.ts'
import { transactionsOf } from '../books/transactions.ts'
import type { Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import type { OrganisationRecord, TransactionKind, TransactionRecord } from '../state/records.ts'
import { eatDate, eatTimestamp, parseEatTimestamp } from '../time/east-africa-time.ts'
import { type DarajaAnswer, json, refusal } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { type Body, refuseField, text } from './fields.ts'

/** `/pulltransactions/v1/query`: POST as it works, GET with a body as the portal says, or with a query (reference §25). */
export const pullQueryEndpoint: Endpoint = {
  api: 'pull-query',
  methods: ['POST', 'GET'],
  paths: ['/pulltransactions/v1/query'],
  product: 'pull-transactions',
  family: 'pull',
  subject: (_network, call) => ({ shortcode: text(fieldsOf(call), 'ShortCode') }),
  answer: queryPull,
}

const windowMs = 48 * 3_600_000
const pageSize = 100
/** What customers paid: on their own account, by a push, a standing order or with points. */
const pulledKinds: readonly TransactionKind[] = ['payment', 'buy-goods', 'standing-order', 'bonga']

function queryPull(network: Network, call: Call): DarajaAnswer {
  const body = fieldsOf(call)
  const organisation = organisationWithShortcode(network, text(body, 'ShortCode'))
  if (organisation === undefined) return refusal(network, 400, '400.001', 'Invalid ShortCode')
  const start = parsePullDate(text(body, 'StartDate'))
  const end = parsePullDate(text(body, 'EndDate'))
  const offset = text(body, 'OffSetValue') || '0'
  const refused = refuseField(network, [
    ['StartDate', start !== undefined],
    ['EndDate', end !== undefined],
    ['OffSetValue', /^\d{1,9}$/.test(offset)],
  ])
  if (refused !== undefined) return refused
  if (organisation.pull === null || start === undefined || end === undefined) {
    return nothingFound(network)
  }
  const fromMs = Math.max(start.getTime(), network.clock.now().getTime() - windowMs)
  const rows = pulled(network, organisation, { fromMs, toMs: end.getTime() + 999 })
  const page = rows.slice(Number(offset), Number(offset) + pageSize)
  if (page.length === 0) return nothingFound(network)
  return json(200, {
    ResponseRefID: network.identifiers.requestId(),
    ResponseCode: '1000',
    ResponseMessage: 'Success',
    // A list in a list.
    Response: [page.map((row) => pullRow(row, organisation))],
  })
}

/** A GET brings its fields in a body or, since most clients cannot send one, in its query. */
function fieldsOf({ body, request }: Call): Body {
  if (request.method !== 'GET' || Object.keys(body).length > 0) return body
  return Object.fromEntries(request.query)
}

/**
 * `2026-01-01 12:00:00`, as the table has it, also without seconds, with one digit for the hour and, as the portal's
 * own sample prints it, with three for the seconds.
 */
function parsePullDate(date: string): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2,3}))?$/.exec(date.trim())
  if (match === null) return undefined
  const [year = '', month = '', day = '', hour = '', minute = '', second = '00'] = match.slice(1)
  const twoDigits = String(Number(second)).padStart(2, '0')
  return parseEatTimestamp(`${year}${month}${day}${hour.padStart(2, '0')}${minute}${twoDigits}`)
}

/** Oldest first, so that an offset means the same row while more arrive. */
function pulled(
  network: Network,
  { shortcode }: OrganisationRecord,
  span: { fromMs: number; toMs: number },
): TransactionRecord[] {
  const rows: TransactionRecord[] = []
  let cursor: string | null = null
  do {
    const page = transactionsOf(network, {
      shortcode,
      kinds: pulledKinds,
      ...span,
      limit: 1_000,
      ...(cursor === null ? {} : { cursor }),
    })
    rows.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return rows.reverse()
}

function pullRow(row: TransactionRecord, organisation: OrganisationRecord) {
  const at = new Date(row.atMs)
  const time = eatTimestamp(at).slice(8)
  return {
    transactionId: row.receipt,
    // The Z is a lie: it is Nairobi's time.
    trxDate: `${eatDate(at)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`,
    // A number of nine digits.
    msisdn: Number(row.debit.id.slice(-9)),
    sender: 'MPESA',
    transactiontype: organisation.type === 'till' ? 'c2b-buy-goods-debit' : 'c2b-pay-bill-debit',
    billreference: row.account,
    amount: decimalText(row.amountCents),
    organizationname: organisation.name,
  }
}

function nothingFound(network: Network): DarajaAnswer {
  switch (network.config.behaviour.pullNothing) {
    case 'live':
      return json(200, {
        RequestID: network.identifiers.requestId(),
        ResponseCode: '1001',
        ResponseMessage: 'No records found or Organization Name not available',
      })
    case 'docs':
      return json(200, {
        ResponseRefID: network.identifiers.requestId(),
        ResponseCode: '1001',
        ResponseMessage: 'No transactions available for the selected time period.',
        Response: [[]],
      })
    case '500':
      return refusal(
        network,
        500,
        '500',
        'Failed to retrieve transactions. The short code does not have any available transactions.',
      )
  }
}
