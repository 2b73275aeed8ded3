import { z } from 'zod'
import { Problem } from './problem.ts'
import { defineRoute } from './route.ts'

export const healthz = defineRoute({
  method: 'GET',
  path: '/healthz',
  summary: 'The process answers',
  tag: 'Operations',
  access: { kind: 'public' },
  responses: { 200: z.object({ ok: z.literal(true) }) },
})

export const readyz = defineRoute({
  method: 'GET',
  path: '/readyz',
  summary: 'The database answers',
  tag: 'Operations',
  access: { kind: 'public' },
  responses: { 200: z.object({ ok: z.literal(true) }), 503: Problem },
})
