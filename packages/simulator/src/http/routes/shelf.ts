import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { shelfOf } from '../../control/shelf.ts'
import { type RouteContext, read } from './route.ts'

const shelfQuery = z.strictObject({
  search: z.string().max(100).exactOptional(),
  limit: z.coerce.number().int().min(1).max(500).exactOptional(),
})

/** The shelf of the phones page. */
export function addShelfRoutes(app: FastifyInstance, { network }: RouteContext): void {
  app.get('/simulator/shelf', ({ query }) => shelfOf(network, read(shelfQuery, query)))
}
