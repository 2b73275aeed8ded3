import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { StatementQuery } from '../../books/statement.ts'
import { ControlError } from '../../control/control-error.ts'
import type { OrganisationControl } from '../../control/organisation-control.ts'
import { showStatementRow } from '../../control/show-statement.ts'
import { apiRoles, organisationAccounts, payBillTariffs } from '../../state/records.ts'
import { instant, lastInstant, pageFields } from './query.ts'
import { type RouteContext, read } from './route.ts'

const digits = z.string().regex(/^\d{5,7}$/, 'five to seven digits')
const name = z.string().trim().min(1).max(60)
const url = z.url().max(500)
const amount = z.number().positive().max(1_000_000_000_000)
const account = z.enum(organisationAccounts)
const roles = z.array(z.enum(apiRoles))
const phone = z.string().min(1).max(32)

const changeable = {
  till: digits.nullable(),
  tariff: z.enum(payBillTariffs),
  feePaidByBusiness: z.boolean(),
  externalValidation: z.boolean(),
  nominatedNumber: phone.nullable(),
  chargeProfile: z.string().max(60),
  parent: digits.nullable(),
}

const bodies = {
  newOrganisation: z.strictObject({
    shortcode: digits,
    name,
    type: z.enum(['paybill', 'till']),
    passkey: z.string().min(1).max(200).exactOptional(),
    till: digits.exactOptional(),
    tariff: changeable.tariff.exactOptional(),
    feePaidByBusiness: changeable.feePaidByBusiness.exactOptional(),
    externalValidation: changeable.externalValidation.exactOptional(),
    nominatedNumber: phone.exactOptional(),
    chargeProfile: changeable.chargeProfile.exactOptional(),
    parent: digits.exactOptional(),
    initiators: z
      .array(
        z.strictObject({
          name,
          password: z.string().min(1).max(100),
          roles: roles.exactOptional(),
        }),
      )
      .max(20)
      .exactOptional(),
    balances: z.partialRecord(account, amount).exactOptional(),
  }),
  change: z.strictObject({
    name: name.exactOptional(),
    passkey: z.string().min(1).max(200).exactOptional(),
    state: z.enum(['active', 'suspended']).exactOptional(),
    till: changeable.till.exactOptional(),
    tariff: changeable.tariff.exactOptional(),
    feePaidByBusiness: changeable.feePaidByBusiness.exactOptional(),
    externalValidation: changeable.externalValidation.exactOptional(),
    nominatedNumber: changeable.nominatedNumber.exactOptional(),
    chargeProfile: changeable.chargeProfile.exactOptional(),
    parent: changeable.parent.exactOptional(),
    c2b: z
      .strictObject({
        version: z.enum(['v1', 'v2']),
        responseType: z.enum(['Completed', 'Cancelled']),
        confirmationUrl: url,
        validationUrl: url,
      })
      .nullable()
      .exactOptional(),
    pull: z.strictObject({ nominatedNumber: phone, callbackUrl: url }).nullable().exactOptional(),
  }),
  topUp: z.strictObject({ account, amount }),
  move: z.strictObject({ from: account, to: account, amount }),
  settle: z.strictObject({ amount: amount.exactOptional() }),
  initiator: z.strictObject({
    password: z.string().min(1).max(100).exactOptional(),
    roles: roles.exactOptional(),
    state: z.enum(['active', 'locked', 'pending']).exactOptional(),
  }),
}

const statementQuery = z.strictObject({
  ...pageFields,
  account: account.exactOptional(),
  from: instant.exactOptional(),
  to: lastInstant.exactOptional(),
  masked: z.enum(['true', 'false']).exactOptional(),
  format: z.enum(['json', 'csv', 'xlsx']).exactOptional(),
})

type OfOrganisation = { Params: { shortcode: string } }
type OfInitiator = { Params: { shortcode: string; name: string } }

/** The organisations, their API operators and their money. */
export function addOrganisationRoutes(app: FastifyInstance, { control }: RouteContext): void {
  const { organisations } = control
  const path = '/simulator/organisations'
  app.get(path, () => organisations.list())
  app.post(path, (request, reply) => {
    const { passkey, ...rest } = read(bodies.newOrganisation, request.body)
    reply.code(201)
    return organisations.create({ ...rest, passkey: passkey ?? `passkey-of-${rest.shortcode}` })
  })
  app.get<OfOrganisation>(`${path}/:shortcode`, ({ params }) => {
    const organisation = organisations.get(params.shortcode)
    if (organisation !== undefined) return organisation
    throw new ControlError(404, `No organisation has the number ${params.shortcode}`)
  })
  app.patch<OfOrganisation>(`${path}/:shortcode`, ({ params, body }) =>
    organisations.update(params.shortcode, read(bodies.change, body)),
  )
  app.put<OfInitiator>(`${path}/:shortcode/initiators/:name`, ({ params, body }) =>
    organisations.setInitiator(params.shortcode, params.name, read(bodies.initiator, body)),
  )
  addMoneyRoutes(app, organisations, path)
  app.get<OfOrganisation>(`${path}/:shortcode/statement`, ({ params, query }, reply) =>
    sendStatement(organisations, { shortcode: params.shortcode, query, reply }),
  )
}

function addMoneyRoutes(
  app: FastifyInstance,
  organisations: OrganisationControl,
  path: string,
): void {
  app.post<OfOrganisation>(`${path}/:shortcode/top-up`, ({ params, body }) =>
    organisations.topUp(params.shortcode, read(bodies.topUp, body)),
  )
  app.post<OfOrganisation>(`${path}/:shortcode/move`, ({ params, body }) =>
    organisations.move(params.shortcode, read(bodies.move, body)),
  )
  app.post<OfOrganisation>(`${path}/:shortcode/settle`, ({ params, body }) =>
    organisations.settle(params.shortcode, read(bodies.settle, body ?? {})),
  )
}

async function sendStatement(
  organisations: OrganisationControl,
  { shortcode, query, reply }: { shortcode: string; query: unknown; reply: FastifyReply },
): Promise<unknown> {
  const {
    from,
    to,
    masked,
    format = 'json',
    cursor,
    limit,
    account: only,
  } = read(statementQuery, query)
  const wanted: StatementQuery = {
    account: only,
    fromMs: from,
    toMs: to,
    masked: masked !== 'false',
  }
  const fileName = `statement-${shortcode}.${format}`
  switch (format) {
    case 'json': {
      const page = organisations.statement(shortcode, { ...wanted, cursor, limit })
      return { items: page.items.map(showStatementRow), nextCursor: page.nextCursor }
    }
    case 'csv':
      asDownload(reply, fileName, 'text/csv; charset=utf-8')
      return reply.send(Readable.from(organisations.statementCsv(shortcode, wanted)))
    case 'xlsx': {
      const workbook = await organisations.statementXlsx(shortcode, wanted)
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      asDownload(reply, fileName, type)
      return reply.send(workbook)
    }
  }
}

/** Lets a browser save what follows under this name. */
export function asDownload(reply: FastifyReply, fileName: string, type: string): void {
  reply.header('content-type', type)
  reply.header('content-disposition', `attachment; filename="${fileName}"`)
}
