import type { Routes } from '@hazina/contract'
import { openUser } from '../auth/index.ts'
import type { Context } from '../context.ts'
import { fieldProblem } from '../errors.ts'
import { listTransactions } from '../transactions/index.ts'
import { readWallet } from '../wallets/index.ts'
import { actingFor } from './caller.ts'
import type { Handler } from './implement.ts'
import { readPhone } from './phone.ts'

export function walletHandlers(ctx: Context): {
  createUser: Handler<Routes['createUser']>
  readWallet: Handler<Routes['readWallet']>
  listTransactions: Handler<Routes['listTransactions']>
} {
  return {
    createUser: {
      async handle({ body }) {
        const msisdn = readPhone(ctx, body.phone_number)
        refuseUnprintable(body.name)
        const { userId, created } = await openUser(ctx, { msisdn, name: body.name ?? null })
        return {
          status: created ? 201 : 200,
          body: { success: true, user_id: Number(userId), created },
        }
      },
    },
    readWallet: {
      async handle({ caller, query }) {
        return { status: 200, body: await readWallet(ctx, actingFor(caller, query.user_id)) }
      },
    },
    listTransactions: {
      async handle({ caller, query }) {
        const userId = actingFor(caller, query.user_id)
        await readWallet(ctx, userId)
        const page = await listTransactions(
          ctx,
          {
            userId,
            limit: query.limit,
            status: query.status,
            type: query.type,
            cursor: query.cursor,
            from: query.from === undefined ? undefined : new Date(query.from),
            to: query.to === undefined ? undefined : new Date(query.to),
          },
          { wholePhone: caller.kind === 'key' },
        )
        return { status: 200, body: { items: page.items, next_cursor: page.nextCursor } }
      },
    },
  }
}

/** No database keeps a NUL, and no screen shows the others. */
function refuseUnprintable(name: string | undefined): void {
  if (name !== undefined && /\p{Cc}/u.test(name))
    throw fieldProblem('name', 'Send a name without control characters.')
}
