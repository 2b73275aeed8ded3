import { commit, type Network } from '../network.ts'
import type { Change, TokenRecord } from '../state/records.ts'
import { tokensMax } from '../state/state.ts'
import { type DarajaAnswer, type DarajaRequest, json, refusal } from './answer.ts'
import { type Endpoint, type Product, products } from './endpoints.ts'
import { bearerToken } from './token-refusals.ts'

/** Seconds a token is valid, as `expires_in` tells them (reference §5). */
const tokenSeconds = 3_599

/** `GET /oauth/v1/generate?grant_type=client_credentials` (reference §5). */
export const oauthEndpoint: Endpoint = {
  api: 'oauth',
  methods: ['GET'],
  paths: ['/oauth/v1/generate'],
  product: null,
  family: 'stk',
  answer: (network, { request }) => generateToken(network, request),
}

function generateToken(network: Network, request: DarajaRequest): DarajaAnswer {
  const keys = basicKeys(request.header('authorization'))
  if (keys === undefined) return wrongAuthentication(network)
  if (!isKnownApp(network, keys)) return wrongKeys(network)
  if (request.query.get('grant_type') !== 'client_credentials') {
    return refusal(network, 400, '400.008.02', 'Invalid grant type passed')
  }
  const token = issueToken(network, keys.consumerKey)
  const { expiresIn } = network.config.behaviour
  return json(200, {
    access_token: token,
    expires_in: expiresIn === 'number' ? tokenSeconds : String(tokenSeconds),
  })
}

/** Who asks, and what they were given on the portal. */
export type TokenHolder = { token: string; consumerKey: string; products: readonly Product[] }

/** The application whose valid token this header brings. */
export function tokenHolder(
  network: Network,
  authorization: string | undefined,
): TokenHolder | undefined {
  const token = bearerToken(authorization)
  const record = token === undefined ? undefined : network.state.tables.token.get(token)
  if (token === undefined || record === undefined) return undefined
  if (record.expiresAtMs <= network.clock.now().getTime()) return undefined
  const { consumerKey } = record
  const app = network.config.apps?.find((candidate) => candidate.consumerKey === consumerKey)
  return { token, consumerKey, products: app?.products ?? products }
}

function issueToken(network: Network, consumerKey: string): string {
  const { clock, config, identifiers, state } = network
  const nowMs = clock.now().getTime()
  const token = identifiers.accessToken()
  const expiresAtMs = nowMs + tokenSeconds * 1_000
  const isOver = (other: TokenRecord) =>
    other.expiresAtMs <= nowMs ||
    (config.behaviour.newTokenRevokes && other.consumerKey === consumerKey)
  const tokens = [...state.tables.token.values()]
  const surplus = tokens.length >= tokensMax ? tokens.slice(0, 1) : []
  const gone = new Set([...tokens.filter(isOver), ...surplus])
  commit(network, [
    ...[...gone].map((other): Change => ['token', other.token, null]),
    ['token', token, { token, consumerKey, expiresAtMs }],
  ])
  return token
}

function basicKeys(
  authorization: string | undefined,
): { consumerKey: string; consumerSecret: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1]
  const match = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString())
  const [, consumerKey, consumerSecret] = match ?? []
  if (consumerKey === undefined || consumerSecret === undefined) return undefined
  return { consumerKey, consumerSecret }
}

function isKnownApp(
  { config }: Network,
  keys: { consumerKey: string; consumerSecret: string },
): boolean {
  if (config.apps === undefined) return true
  return config.apps.some(
    (app) => app.consumerKey === keys.consumerKey && app.consumerSecret === keys.consumerSecret,
  )
}

function wrongKeys(network: Network): DarajaAnswer {
  switch (network.config.behaviour.wrongKeys) {
    case 'envelope':
      return wrongAuthentication(network)
    case 'empty':
      return { kind: 'answer', status: 400, contentType: 'application/json', body: '' }
  }
}

function wrongAuthentication(network: Network): DarajaAnswer {
  return refusal(network, 400, '400.008.01', network.config.behaviour.authenticationText)
}
