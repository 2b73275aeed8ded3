import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { changeBehaviour } from '../../behaviour/behaviour.ts'
import { behaviourJsonSchema, parseBehaviour } from '../../behaviour/behaviour-schema.ts'
import { parseChaos } from '../../chaos/chaos-schema.ts'
import { chaosProfiles } from '../../chaos/profiles.ts'
import { faultCatalogue } from '../../faults/catalogue.ts'
import { parseFaultSettings } from '../../faults/fault-schema.ts'
import { withMore } from '../../faults/faults.ts'
import { type RouteContext, read } from './route.ts'

const advanceBody = z.strictObject({
  ms: z
    .number()
    .int()
    .min(0)
    .max(366 * 86_400_000),
})

/** What holds for all of the simulated M-PESA: its time, its faults, its chaos, its switches. */
export function addWorldRoutes(app: FastifyInstance, context: RouteContext): void {
  const { network, control, advance } = context
  const clockState = () => ({
    now: network.clock.now().toISOString(),
    offsetMs: network.clock.offsetMs?.() ?? 0,
  })
  app.get('/simulator/state', () => control.snapshot())
  app.get('/simulator/clock', clockState)
  app.post('/simulator/clock/advance', async (request) => {
    await advance(read(advanceBody, request.body).ms)
    return clockState()
  })
  app.get('/simulator/behaviour', () => network.config.behaviour)
  app.get('/simulator/behaviour/schema', () => behaviourJsonSchema())
  app.put('/simulator/behaviour', (request) =>
    changeBehaviour(network, parseBehaviour(request.body)),
  )
  addMisfortuneRoutes(app, context)
}

function addMisfortuneRoutes(app: FastifyInstance, { network }: RouteContext): void {
  const { faults, chaos } = network
  app.get('/simulator/faults', () => faults.get())
  app.get('/simulator/faults/catalogue', () => faultCatalogue)
  app.put('/simulator/faults', (request) => {
    faults.set(parseFaultSettings(request.body))
    return faults.get()
  })
  app.post('/simulator/faults', (request) => {
    faults.set(withMore(faults.get(), parseFaultSettings(request.body)))
    return faults.get()
  })
  app.get('/simulator/chaos', () => chaos.get())
  app.get('/simulator/chaos/profiles', () => chaosProfiles)
  app.put('/simulator/chaos', (request) => {
    chaos.set(parseChaos(request.body))
    return chaos.get()
  })
}
