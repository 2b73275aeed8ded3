import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  type ApiKey,
  addressSubject,
  findApiKey,
  findSession,
  type Session,
} from '../auth/index.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { RealtimeHub } from '../realtime/hub.ts'
import { type Limiters, refuseOtherSites } from './caller.ts'
import { sessionTokenOf } from './session-cookie.ts'

const lifetimeMaxMs = 30 * 60_000
const recheckMs = 30_000
const waitingBytesMax = 64 * 1024

type Right = { userId: bigint; stillHolds: () => Promise<boolean> }

/**
 * `WS /api/realtime`: says that something changed and never what. A page of another site is refused; the socket closes
 * when its session or key ends, and after half an hour in any case: the page opens another.
 */
export function serveRealtime(
  app: FastifyInstance,
  ctx: Context,
  hub: RealtimeHub,
  limiters: Limiters,
): void {
  const rights = new WeakMap<FastifyRequest, Right>()
  app.get(
    '/api/realtime',
    {
      websocket: true,
      schema: { hide: true } as object,
      onRequest: async (request) => {
        if (!limiters.perAddress.take(addressSubject(request.ip)).ok)
          throw new AppError('too_many_requests', 'Too many connections: wait a minute.')
        rights.set(request, await rightOf(ctx, request))
      },
    },
    (socket, request) => {
      const right = rights.get(request)
      if (right === undefined) return socket.close(4401, 'sign in')
      const leave = hub.listen(right.userId, {
        // A page on a line that is full misses a hint, not money: it asks again by itself.
        send: (event) => {
          if (socket.bufferedAmount < waitingBytesMax) socket.send(JSON.stringify(event))
        },
      })
      if (leave === undefined) return socket.close(4429, 'too many open pages')
      const cancelRecheck = recheck(ctx, right, () => socket.close(4401, 'session ended'))
      const cancelLifetime = ctx.clock.after(lifetimeMaxMs, () =>
        socket.close(4408, 'open another'),
      )
      socket.on('message', () => socket.close(4400, 'nothing to say here'))
      socket.on('error', () => socket.terminate())
      socket.on('close', () => {
        leave()
        cancelRecheck()
        cancelLifetime()
      })
      socket.send(JSON.stringify({ type: 'hello' }))
    },
  )
}

/** Asks every half minute whether the right to listen still holds. */
function recheck(ctx: Context, right: Right, close: () => void): () => void {
  let stopped = false
  let cancel = ctx.clock.after(recheckMs, check)
  function check(): void {
    void right.stillHolds().then((holds) => {
      if (stopped) return
      if (holds) cancel = ctx.clock.after(recheckMs, check)
      else close()
    }, close)
  }
  return () => {
    stopped = true
    cancel()
  }
}

async function rightOf(ctx: Context, request: FastifyRequest): Promise<Right> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined)
    return rightOfKey(await findApiKey(ctx, bearer), request, () => findApiKey(ctx, bearer))
  refuseOtherSites(ctx, request)
  const token = sessionTokenOf(ctx, request)
  const session = token === undefined ? undefined : await findSession(ctx, token)
  if (token === undefined || session === undefined)
    throw new AppError('not_signed_in', 'Sign in first.')
  return {
    userId: session.userId,
    stillHolds: async () => isSame(await findSession(ctx, token), session),
  }
}

function rightOfKey(
  key: ApiKey | undefined,
  request: FastifyRequest,
  again: () => Promise<ApiKey | undefined>,
): Right {
  if (key === undefined)
    throw new AppError('key_invalid', 'This API key is unknown or was revoked.')
  if (!key.scopes.includes('reads'))
    throw new AppError('scope_missing', 'This API key lacks the scope reads.')
  const { user_id: userId } = request.query as { user_id?: string }
  if (userId === undefined || !/^\d{1,15}$/.test(userId)) {
    throw new AppError('invalid_request', {
      detail: 'Say whose: ?user_id=…',
      errors: [{ field: 'user_id', message: 'Name the user whose changes to hear of.' }],
    })
  }
  return { userId: BigInt(userId), stillHolds: async () => (await again()) !== undefined }
}

function isSame(now: Session | undefined, then: Session): boolean {
  return now?.tokenHash.equals(then.tokenHash) === true
}
