import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { asDownload } from './organisations.ts'
import { type RouteContext, read } from './route.ts'

const resetBody = z.strictObject({
  seed: z.union([z.number(), z.string().max(200)]).exactOptional(),
})

/** A snapshot of much money and many messages. */
const snapshotBytesMax = 512 * 1024 * 1024

/** Everything at once: begin anew, put away, put back. */
export function addEverythingRoutes(app: FastifyInstance, { world, control }: RouteContext): void {
  app.post('/simulator/reset', (request) => {
    world.reset(read(resetBody, request.body ?? {}))
    return control.snapshot()
  })
  app.get('/simulator/snapshot', (_request, reply) => {
    asDownload(reply, 'simulator-snapshot.json', 'application/json; charset=utf-8')
    return reply.send(Readable.from(world.snapshotText()))
  })
  app.put('/simulator/snapshot', { bodyLimit: snapshotBytesMax }, async (request) => {
    await world.loadSnapshot(request.body)
    return control.snapshot()
  })
}
