import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Control } from '../control/control.ts'
import { parseFaultSettings } from '../faults/fault-schema.ts'
import type { Network } from '../network.ts'
import { autoAnswers } from '../options.ts'
import { ControlError } from '../phones/subscribers.ts'

export type ControlRoutesOptions = {
  network: Network
  control: Control
  /** Moves the simulator's clock, where it can be moved. */
  advance(ms: number): Promise<void>
}

const phone = z.string().min(1).max(32)
const name = z.string().trim().min(1).max(40).exactOptional()
const pin = z.string().regex(/^\d{4}$/, 'a PIN has four digits')
const balance = z.number().exactOptional()
const language = z.enum(['en', 'sw']).exactOptional()
const autoAnswer = z.enum(autoAnswers)

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
    })
    .refine((body) => (body.phone ?? body.msisdn) !== undefined, 'phone: Required'),
  subscriberChange: z.strictObject({
    name,
    balance,
    pin: pin.exactOptional(),
    language,
    state: z.enum(['active', 'off', 'pin-locked']).exactOptional(),
    autoAnswer: autoAnswer.nullable().exactOptional(),
  }),
  answer: z.union([
    z.strictObject({ pin: z.string().max(12) }),
    z.strictObject({ cancel: z.literal(true) }),
  ]),
  pay: z.strictObject({ phone, pin: z.string().max(12).exactOptional() }),
  decline: z.strictObject({ phone }),
  sms: z.object({
    to: phone,
    from: z.string().trim().min(1).max(30),
    text: z.string().min(1).max(2_000),
  }),
  advance: z.strictObject({
    ms: z
      .number()
      .int()
      .min(0)
      .max(366 * 86_400_000),
  }),
  autoAnswer: z.strictObject({
    mode: autoAnswer,
    afterMs: z.number().int().min(0).max(3_600_000).exactOptional(),
  }),
}

/** `/simulator/…`: what the phones page, the command line and tests ask for. */
export function addControlRoutes(app: FastifyInstance, options: ControlRoutesOptions): void {
  addSubscriberRoutes(app, options)
  addPromptRoutes(app, options)
  addNetworkRoutes(app, options)
}

function addSubscriberRoutes(app: FastifyInstance, { control }: ControlRoutesOptions): void {
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
    const { phone, msisdn, ...rest } = read(bodies.newSubscriber, request.body)
    reply.code(201)
    return subscribers.create({ phone: phone ?? msisdn ?? '', ...rest })
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

type OfPhone = { Params: { msisdn: string } }

function addPromptRoutes(app: FastifyInstance, { control }: ControlRoutesOptions): void {
  const { prompts } = control
  app.get('/simulator/prompts', () => prompts.list())
  app.post<{ Params: { id: string } }>('/simulator/prompts/:id/answer', ({ params, body }) =>
    prompts.answer(params.id, read(bodies.answer, body)),
  )
  app.post('/simulator/pay', (request) => {
    const { phone, pin } = read(bodies.pay, request.body)
    return prompts.pay(phone, pin)
  })
  app.post('/simulator/decline', (request) =>
    prompts.decline(read(bodies.decline, request.body).phone),
  )
}

function addNetworkRoutes(app: FastifyInstance, options: ControlRoutesOptions): void {
  const { network, control, advance } = options
  const { faults, clock } = network
  const clockState = () => ({
    now: clock.now().toISOString(),
    offsetMs: clock.offsetMs?.() ?? 0,
  })
  app.get('/simulator/state', () => control.snapshot())
  app.get('/simulator/requests', () => network.requests.list())
  app.get<{ Querystring: { transactions?: string } }>('/simulator/books', ({ query }) =>
    booksJson(control, Number(query.transactions ?? 1_000)),
  )
  app.get('/simulator/clock', clockState)
  app.post('/simulator/clock/advance', async (request) => {
    await advance(read(bodies.advance, request.body).ms)
    return clockState()
  })
  app.get('/simulator/faults', () => faults.get())
  app.put('/simulator/faults', (request) => {
    faults.set(parseFaultSettings(request.body))
    return faults.get()
  })
  app.put('/simulator/auto-answer', (request) => {
    const { mode, ...rest } = read(bodies.autoAnswer, request.body)
    control.setAutoAnswer(mode, rest)
    return { mode, ...rest }
  })
}

/** The books in JSON: cents as numbers, and the newest transactions only. */
function booksJson(control: Control, transactionsMax: number) {
  const { subscribersCents, feesCents, broughtInCents, organisations, transactions } =
    control.books()
  const newest = transactionsMax > 0 ? transactions.slice(-transactionsMax) : []
  return {
    subscribersCents: Number(subscribersCents),
    feesCents: Number(feesCents),
    broughtInCents: Number(broughtInCents),
    organisations: organisations.map(({ utilityCents, merchantCents, ...organisation }) => ({
      ...organisation,
      utilityCents: Number(utilityCents),
      merchantCents: Number(merchantCents),
    })),
    audit: control.audit(),
    transactions: newest.map(({ atMs, entries, ...transaction }) => ({
      ...transaction,
      at: new Date(atMs).toISOString(),
      entries: entries.map(({ account, cents }) => ({ account, cents: Number(cents) })),
    })),
  }
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.')
  throw new ControlError(400, [field, issue?.message].filter(Boolean).join(': '))
}
