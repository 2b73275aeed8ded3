import type { Routes } from '@hazina/contract'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Handler } from './implement.ts'

export function operationHandlers(ctx: Context): {
  healthz: Handler<Routes['healthz']>
  readyz: Handler<Routes['readyz']>
} {
  return {
    healthz: {
      async handle() {
        return { status: 200, body: { ok: true } }
      },
    },
    readyz: {
      async handle() {
        try {
          await ctx.db.pool.query('select 1 from app.installation')
        } catch {
          throw new AppError('unavailable', {
            detail: 'The database does not answer.',
            retryAfterSeconds: 5,
          })
        }
        return { status: 200, body: { ok: true } }
      },
    },
  }
}
