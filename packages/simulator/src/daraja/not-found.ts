import type { Network } from '../network.ts'
import { type DarajaAnswer, refusal } from './answer.ts'

/** The beginnings of paths whose APIs have a code of their own for a wrong path (reference §4). */
const ownCodes: readonly (readonly [prefix: string, code: string])[] = [
  ['/mpesa/accountbalance/', '404.002.01'],
  ['/mpesa/c2b/', '404.003.01'],
  ['/mpesa/transactionstatus/', '404.003.01'],
]

/**
 * The answer of a path that no API has. Paths are taken letter by letter: Apigee knows neither another casing nor a slash
 * at the end.
 */
export function notFound(network: Network, path: string): DarajaAnswer {
  const own = ownCodes.find(([prefix]) => path.startsWith(prefix))
  return refusal(network, 404, own?.[1] ?? '404.001.01', 'Resource not found')
}
