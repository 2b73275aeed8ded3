import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { settingsOf } from '../../network.ts'
import { type RouteContext, read } from './route.ts'
import { autoAnswer, phone } from './subscribers.ts'

const bodies = {
  answer: z.union([
    z.strictObject({ pin: z.string().max(12) }),
    z.strictObject({ cancel: z.literal(true) }),
  ]),
  pay: z.strictObject({ phone, pin: z.string().max(12).exactOptional() }),
  decline: z.strictObject({ phone }),
  autoAnswer: z.strictObject({
    mode: autoAnswer,
    afterMs: z.number().int().min(0).max(3_600_000).exactOptional(),
  }),
}

/** What phones ask, and what is answered. */
export function addPromptRoutes(app: FastifyInstance, { control, network }: RouteContext): void {
  const { prompts } = control
  app.get('/simulator/prompts', () => prompts.list())
  app.post<{ Params: { id: string } }>('/simulator/prompts/:id/answer', ({ params, body }) =>
    prompts.answer(params.id, read(bodies.answer, body)),
  )
  app.post('/simulator/pay', (request) => {
    const { phone: sent, pin } = read(bodies.pay, request.body)
    return prompts.pay(sent, pin)
  })
  app.post('/simulator/decline', (request) =>
    prompts.decline(read(bodies.decline, request.body).phone),
  )
  app.get('/simulator/auto-answer', () => {
    const { autoAnswer: mode, autoAnswerAfterMs: afterMs } = settingsOf(network)
    return { mode, afterMs }
  })
  app.put('/simulator/auto-answer', (request) => {
    const { mode, ...rest } = read(bodies.autoAnswer, request.body)
    control.setAutoAnswer(mode, rest)
    return { mode, ...rest }
  })
}
