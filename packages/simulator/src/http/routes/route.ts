import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Control } from '../../control/control.ts'
import { ControlError } from '../../control/control-error.ts'
import type { Network } from '../../network.ts'
import type { Recording } from '../../recording/recording.ts'
import type { Replay } from '../../recording/replay.ts'
import type { WorldControl } from '../../reset.ts'

/** What the routes of every area work with. */
export type RouteContext = {
  network: Network
  control: Control
  /** Moves the simulator's clock, where it can be moved. */
  advance(ms: number): Promise<void>
  recording: Recording
  /** Lets a recording happen again in another simulator, which the caller closes. */
  replay(recording: string): Promise<Replay>
  world: WorldControl
}

/** Adds the routes of one area, all below `/simulator/`. */
export type AddRoutes = (app: FastifyInstance, context: RouteContext) => void

/** What was sent, as the schema has it. @throws ControlError that names the field. */
export function read<T>(schema: z.ZodType<T>, sent: unknown): T {
  const parsed = schema.safeParse(sent)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.')
  throw new ControlError(400, [field, issue?.message].filter(Boolean).join(': '))
}
