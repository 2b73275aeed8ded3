import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listInvoices } from '../../bill-manager/list-invoices.ts'
import { ControlError } from '../../control/control-error.ts'
import { type RouteContext, read } from './route.ts'

const pin = z.string().max(12)
const amount = z.number()
const number = z.string().trim().min(1).max(32)
const bodies = {
  payBill: z.strictObject({ business: number, account: z.string().max(60), amount, pin }),
  buyGoods: z.strictObject({ till: number, amount, pin }),
  sendMoney: z.strictObject({ to: number, amount, pin }),
  withdraw: z.strictObject({ agent: number, amount, pin }),
  enquiry: z.strictObject({ pin }),
  accountLookup: z.strictObject({
    tokenUrl: z.url().max(500),
    queryUrl: z.url().max(500),
    username: z.string().min(1).max(200),
    password: z.string().min(1).max(200),
  }),
}
const nameQuery = z.object({ account: z.string().max(60).exactOptional() })
const invoicesQuery = z.object({
  shortcode: z.string().max(7).exactOptional(),
  cursor: z.string().max(200).exactOptional(),
  limit: z.coerce.number().int().min(1).max(100).exactOptional(),
})

type OfPhone = { Params: { msisdn: string } }

/** The SIM toolkit menu of each phone, the names it shows, and what customers agreed to. */
export function addPhoneMenuRoutes(app: FastifyInstance, context: RouteContext): void {
  addPaymentRoutes(app, context)
  addEnquiryRoutes(app, context)
  addAgreementRoutes(app, context)
}

function addPaymentRoutes(app: FastifyInstance, { control }: RouteContext): void {
  const menu = control.phones
  app.post<OfPhone>('/simulator/phones/:msisdn/pay-bill', ({ params, body }) =>
    menu.payBill({ phone: params.msisdn, ...read(bodies.payBill, body) }),
  )
  app.post<OfPhone>('/simulator/phones/:msisdn/buy-goods', ({ params, body }) =>
    menu.buyGoods({ phone: params.msisdn, ...read(bodies.buyGoods, body) }),
  )
  app.post<OfPhone>('/simulator/phones/:msisdn/send-money', ({ params, body }) =>
    menu.sendMoney({ phone: params.msisdn, ...read(bodies.sendMoney, body) }),
  )
  app.post<OfPhone>('/simulator/phones/:msisdn/withdraw', ({ params, body }) =>
    menu.withdraw({ phone: params.msisdn, ...read(bodies.withdraw, body) }),
  )
}

function addEnquiryRoutes(app: FastifyInstance, { control }: RouteContext): void {
  const menu = control.phones
  app.post<OfPhone>('/simulator/phones/:msisdn/balance', ({ params, body }) =>
    menu.balance({ phone: params.msisdn, ...read(bodies.enquiry, body) }),
  )
  app.post<OfPhone>('/simulator/phones/:msisdn/mini-statement', ({ params, body }) =>
    menu.miniStatement({ phone: params.msisdn, ...read(bodies.enquiry, body) }),
  )
  app.get<{ Params: { number: string } }>('/simulator/names/:number', async ({ params, query }) => {
    const shown = await menu.name(params.number, read(nameQuery, query).account)
    if (shown === undefined) throw new ControlError(404, `Nobody has the number ${params.number}`)
    return shown
  })
}

function addAgreementRoutes(app: FastifyInstance, { control, network }: RouteContext): void {
  const menu = control.phones
  app.get<OfPhone>('/simulator/phones/:msisdn/standing-orders', ({ params }) =>
    menu.standingOrders(params.msisdn),
  )
  app.delete<{ Params: { msisdn: string; id: string } }>(
    '/simulator/phones/:msisdn/standing-orders/:id',
    ({ params }, reply) => {
      menu.cancelStandingOrder(params.msisdn, params.id)
      return reply.code(204).send()
    },
  )
  app.get('/simulator/invoices', ({ query }) => listInvoices(network, read(invoicesQuery, query)))
  app.put<{ Params: { shortcode: string } }>(
    '/simulator/organisations/:shortcode/account-lookup',
    ({ params, body }, reply) => {
      menu.setAccountLookup(params.shortcode, read(bodies.accountLookup, body))
      return reply.code(204).send()
    },
  )
  app.delete<{ Params: { shortcode: string } }>(
    '/simulator/organisations/:shortcode/account-lookup',
    ({ params }, reply) => {
      menu.setAccountLookup(params.shortcode, null)
      return reply.code(204).send()
    },
  )
}
