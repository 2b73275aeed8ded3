import type { Network } from '../network.ts'
import { type DarajaAnswer, type DarajaRequest, refusal } from './answer.ts'

/** How an API answers a token that is missing or wrong: each in its own way (reference §36.1). */
type TokenRefusal = readonly [status: number, code: string, message: (token: string) => string]

const invalidToken = () => 'Invalid Access Token'
const quotedToken: TokenRefusal = [
  401,
  '401.002.01',
  (token) => `Error Occurred - Invalid Access Token - ${token}`,
]
const stkToken: TokenRefusal = [404, '404.001.03', invalidToken]
const c2bToken: TokenRefusal = [400, '400.003.01', invalidToken]

/** Daraja's other APIs, by the beginning of their paths. */
const apis: readonly (readonly [prefix: string, token: TokenRefusal])[] = [
  ['/mpesa/reversal/v1/request', stkToken],
  ['/mpesa/c2b/', c2bToken],
  ['/mpesa/qrcode/v1/generate', c2bToken],
  ['/mpesa/b2c/', quotedToken],
  ['/mpesa/b2pochi/', quotedToken],
  ['/mpesa/b2b/', quotedToken],
  ['/mpesa/transactionstatus/v1/query', quotedToken],
  ['/mpesa/accountbalance/v1/query', quotedToken],
  ['/pulltransactions/v1/', [401, '401.001', () => 'Error Occurred - Invalid Access Token - ']],
  ['/v1/ussdpush/get-msisdn', [401, '401', () => 'Unauthorized - Invalid Access Token']],
]

/**
 * The answer of every path but OAuth, push and query. The applications of this simulator have the product M-PESA Express
 * only, and Daraja tells an application that lacks a product in these words (reference §4).
 */
export function otherApiAnswer(
  network: Network,
  request: DarajaRequest,
  consumerKey: string | undefined,
): DarajaAnswer {
  const api = apis.find(([prefix]) => request.path.startsWith(prefix))
  if (api === undefined) return refusal(network, 404, '404.001.01', 'Resource not found')
  if (consumerKey === undefined) {
    const [status, code, message] = api[1]
    const token = (request.header('authorization') ?? '').replace(/^Bearer\s*/i, '')
    return refusal(network, status, code, message(token))
  }
  return refusal(
    network,
    401,
    '401.003.01',
    'Error Occurred - Invalid Access Token - Invalid API call as no apiproduct match found',
  )
}
