import type { FastifyInstance } from 'fastify'
import { addCallbackRoutes } from './routes/callbacks.ts'
import { addCredentialRoutes } from './routes/credentials.ts'
import { addEverythingRoutes } from './routes/everything.ts'
import { addMoneyRoutes } from './routes/money.ts'
import { addOrganisationRoutes } from './routes/organisations.ts'
import { addPhoneMenuRoutes } from './routes/phone-menu.ts'
import { addPromptRoutes } from './routes/prompts.ts'
import { addRecordingRoutes } from './routes/recording.ts'
import type { AddRoutes, RouteContext } from './routes/route.ts'
import { addScenarioRoutes } from './routes/scenarios.ts'
import { addShelfRoutes } from './routes/shelf.ts'
import { addSubscriberRoutes } from './routes/subscribers.ts'
import { addTrafficRoutes } from './routes/traffic.ts'
import { addWorldRoutes } from './routes/world.ts'

/** Every area of the control API; each has its file in `routes`. */
const areas: readonly AddRoutes[] = [
  addSubscriberRoutes,
  addPromptRoutes,
  addPhoneMenuRoutes,
  addShelfRoutes,
  addMoneyRoutes,
  addOrganisationRoutes,
  addTrafficRoutes,
  addCallbackRoutes,
  addWorldRoutes,
  addEverythingRoutes,
  addScenarioRoutes,
  addRecordingRoutes,
  addCredentialRoutes,
]

/** `/simulator/…`: what the pages, the command line and tests ask for. */
export function addControlRoutes(app: FastifyInstance, context: RouteContext): void {
  for (const addRoutes of areas) addRoutes(app, context)
}
