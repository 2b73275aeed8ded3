import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ControlError } from '../../control/control-error.ts'
import { autoAnswers } from '../../options.ts'
import { subscriberStates } from '../../state/records.ts'
import { type RouteContext, read } from './route.ts'

export const phone = z.string().min(1).max(32)
export const pin = z.string().regex(/^\d{4}$/, 'a PIN has four digits')
export const autoAnswer = z.enum(autoAnswers)
const name = z.string().trim().min(1).max(40).exactOptional()
const balance = z.number().exactOptional()
const language = z.enum(['en', 'sw']).exactOptional()
const kes = z.number().min(0).max(1_000_000_000).exactOptional()
const limits = z.strictObject({ transactionKes: kes, dailyKes: kes, balanceKes: kes })

const bodies = {
  newSubscriber: z
    .strictObject({
      phone: phone.exactOptional(),
      msisdn: phone.exactOptional(),
      name,
      balance,
      pin: pin.exactOptional(),
      language,
      autoAnswer: autoAnswer.exactOptional(),
      registered: z.boolean().exactOptional(),
      pochi: z.boolean().exactOptional(),
      limits: limits.exactOptional(),
    })
    .refine((body) => (body.phone ?? body.msisdn) !== undefined, 'phone: Required'),
  subscriberChange: z.strictObject({
    name,
    balance,
    pin: pin.exactOptional(),
    language,
    state: z.enum(subscriberStates).exactOptional(),
    autoAnswer: autoAnswer.nullable().exactOptional(),
    registered: z.boolean().exactOptional(),
    pochi: z.boolean().exactOptional(),
    bongaPoints: z.number().int().min(0).max(1_000_000_000).exactOptional(),
    limits: limits.nullable().exactOptional(),
    simSwapped: z.boolean().exactOptional(),
  }),
  sms: z.object({
    to: phone,
    from: z.string().trim().min(1).max(30),
    text: z.string().min(1).max(2_000),
  }),
}

type OfPhone = { Params: { msisdn: string } }

/** The people and their phones. */
export function addSubscriberRoutes(app: FastifyInstance, { control }: RouteContext): void {
  const { subscribers, messages } = control
  const known = (wanted: string) => {
    const subscriber = subscribers.get(wanted)
    if (subscriber === undefined) {
      throw new ControlError(404, `No subscriber has the number ${wanted}`)
    }
    return subscriber
  }
  app.get('/simulator/subscribers', () => subscribers.list())
  app.post('/simulator/subscribers', (request, reply) => {
    const { phone: sent, msisdn, ...rest } = read(bodies.newSubscriber, request.body)
    reply.code(201)
    return subscribers.create({ phone: sent ?? msisdn ?? '', ...rest })
  })
  app.get<OfPhone>('/simulator/subscribers/:msisdn', ({ params }) => known(params.msisdn))
  app.patch<OfPhone>('/simulator/subscribers/:msisdn', ({ params, body }) =>
    subscribers.update(params.msisdn, read(bodies.subscriberChange, body)),
  )
  app.post<OfPhone>('/simulator/subscribers/:msisdn/read', ({ params }) => {
    subscribers.markRead(params.msisdn)
    return known(params.msisdn)
  })
  app.get<OfPhone>('/simulator/subscribers/:msisdn/messages', ({ params }) =>
    messages.of(params.msisdn),
  )
  app.post('/simulator/sms', (request, reply) => {
    reply.code(201)
    return messages.deliver(read(bodies.sms, request.body))
  })
}
