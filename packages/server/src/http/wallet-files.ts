import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'

/** Where the built wallet lies. */
export const walletDirectory = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

const yearSeconds = 31_536_000

/** Serves the wallet: hashed files for ever, the page itself always fresh, and the page for each of its own paths. */
export async function serveWallet(app: FastifyInstance): Promise<void> {
  if (existsSync(walletDirectory)) {
    await app.register(fastifyStatic, {
      root: walletDirectory,
      wildcard: false,
      index: false,
      preCompressed: true,
      setHeaders: (reply, path) => {
        const hashed = path.includes('/assets/')
        reply.header(
          'cache-control',
          hashed ? `public, max-age=${yearSeconds}, immutable` : 'no-cache',
        )
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const isHome = request.url.split('?')[0] === '/'
    const wantsPage =
      request.method === 'GET' && (isHome || (request.headers.accept ?? '').includes('text/html'))
    if (
      wantsPage &&
      !/^\/(api|hooks|simulator)\//.test(request.url) &&
      existsSync(walletDirectory)
    ) {
      return reply
        .header('cache-control', 'no-cache')
        .sendFile('index.html', { maxAge: 0, immutable: false })
    }
    throw new AppError(
      'not_found',
      `There is nothing at ${request.method} ${request.url.split('?')[0]?.slice(0, 120)}.`,
    )
  })
}
