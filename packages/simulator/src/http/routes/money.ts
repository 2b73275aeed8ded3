import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { booksCsv, booksJsonLines } from '../../books/export.ts'
import type { Control } from '../../control/control.ts'
import { ControlError } from '../../control/control-error.ts'
import { toMsisdn } from '../../phones/subscribers.ts'
import { transactionKinds } from '../../state/records.ts'
import { asDownload } from './organisations.ts'
import { instant, lastInstant, pageFields } from './query.ts'
import { type RouteContext, read } from './route.ts'

const transactionsQuery = z.strictObject({
  ...pageFields,
  search: z.string().max(200).exactOptional(),
  shortcode: z.string().max(10).exactOptional(),
  msisdn: z.string().max(32).exactOptional(),
  kind: z.enum(transactionKinds).exactOptional(),
  from: instant.exactOptional(),
  to: lastInstant.exactOptional(),
})

const booksQuery = z.object({
  transactions: z.coerce.number().int().min(0).max(1_000).default(1_000),
})
const exportQuery = z.strictObject({ format: z.enum(['csv', 'jsonl']).default('csv') })

/** Where the money is, and how it moved. */
export function addMoneyRoutes(app: FastifyInstance, { control }: RouteContext): void {
  const { transactions } = control
  app.get('/simulator/books', ({ query }) => showBooks(control, query))
  app.get('/simulator/audit', () => control.audit())
  app.get('/simulator/books/export', ({ query }, reply) => {
    const { format } = read(exportQuery, query)
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson'
    asDownload(reply, `books.${format}`, type)
    const rows = transactions.every()
    return reply.send(Readable.from(format === 'csv' ? booksCsv(rows) : booksJsonLines(rows)))
  })
  app.get('/simulator/transactions', ({ query }) => {
    const { kind, msisdn, from, to, ...rest } = read(transactionsQuery, query)
    return transactions.page({
      ...rest,
      kinds: kind === undefined ? undefined : [kind],
      msisdn: msisdn === undefined ? undefined : toMsisdn(msisdn),
      fromMs: from,
      toMs: to,
    })
  })
  app.get<{ Params: { receipt: string } }>('/simulator/transactions/:receipt', ({ params }) => {
    const transaction = transactions.get(params.receipt)
    if (transaction !== undefined) return transaction
    throw new ControlError(404, `There is no transaction ${params.receipt}`)
  })
}

/** The sums in cents, what does not add up in them, and the newest transactions where they are asked for. */
function showBooks(control: Control, query: unknown) {
  const { transactions: limit } = read(booksQuery, query)
  const { subscribersCents, feesCents, broughtInCents, organisations } = control.books()
  const newest = limit === 0 ? [] : control.transactions.page({ limit }).items
  return {
    subscribersCents: Number(subscribersCents),
    feesCents: Number(feesCents),
    broughtInCents: Number(broughtInCents),
    organisations: organisations.map(numbers),
    audit: control.audit({ archive: false }),
    // What organisations were opened with is in their statements.
    transactions: newest
      .filter(({ kind, debit }) => kind !== 'opening' || debit.id !== 'bank')
      .reverse(),
  }
}

/** The same with cents as JSON has them. */
function numbers(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? Number(value) : value,
    ]),
  )
}
