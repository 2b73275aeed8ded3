import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { toMsisdn } from '../../phones/subscribers.ts'
import { type AskControl, runScenario, scenarios } from '../../scenarios/run-scenario.ts'
import { type RouteContext, read } from './route.ts'

const scenarioBody = z
  .strictObject({
    phone: z.string().transform(toMsisdn).exactOptional(),
    shortcode: z
      .string()
      .regex(/^\d{5,7}$/, 'a shortcode has five to seven digits')
      .exactOptional(),
    amount: z.number().int().positive().transform(String).exactOptional(),
    account: z.string().trim().min(1).max(20).exactOptional(),
    pin: z.string().max(12).exactOptional(),
  })
  .default({})

/** Recipes for what happens to people who take payments. */
export function addScenarioRoutes(app: FastifyInstance, { control }: RouteContext): void {
  const ask: AskControl = async (method, url, body) => {
    const answer = await app.inject({
      method: method as 'POST', // inject's type lists the usual methods, and passes any
      url,
      payload: JSON.stringify(body),
      headers: { 'content-type': 'application/json', host: 'localhost' },
    })
    return { status: answer.statusCode, message: messageOf(answer.payload) }
  }
  const promptOn = (phone: string) => control.prompts.on(phone)?.checkoutRequestId
  app.get('/simulator/scenarios', () => scenarios)
  app.post<{ Params: { name: string } }>('/simulator/scenarios/:name', ({ params, body }) =>
    runScenario(params.name, read(scenarioBody, body ?? undefined), { ask, promptOn }),
  )
}

function messageOf(payload: string): string {
  try {
    const { message } = JSON.parse(payload)
    return typeof message === 'string' ? message : payload
  } catch {
    return payload
  }
}
