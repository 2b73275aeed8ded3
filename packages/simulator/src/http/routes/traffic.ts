import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ControlError } from '../../control/control-error.ts'
import { createTraffic, listRequests } from '../../traffic/traffic.ts'
import { type RouteContext, read } from './route.ts'

const trafficQuery = z.object({
  search: z.string().max(200).optional(),
  kind: z.string().max(40).optional(),
  cursor: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
})

/** What went over the wire. */
export function addTrafficRoutes(app: FastifyInstance, { network }: RouteContext): void {
  const traffic = createTraffic(network)
  app.get('/simulator/traffic', ({ query }) => traffic.list(read(trafficQuery, query)))
  app.get<{ Params: { id: string } }>('/simulator/traffic/:id', ({ params }) => {
    const found = traffic.get(Number(params.id))
    if (found !== undefined) return found
    throw new ControlError(
      404,
      `The traffic has no exchange ${params.id}: the last 500 are remembered`,
    )
  })
  app.get('/simulator/requests', () => listRequests(network))
}
