import type { Network } from '../network.ts'
import { type DarajaAnswer, refusal } from './answer.ts'
import type { FieldCheck } from './fields.ts'

/** `400.003.02`: how C2B refuses one field (reference §4). */
export function refuseC2bField(
  network: Network,
  checks: readonly FieldCheck[],
): DarajaAnswer | undefined {
  const wrong = checks.find(([, isRight]) => !isRight)
  return wrong && invalidC2b(network, wrong[0])
}

/** The same with what else is said of it, ` - URL has the word MPESA`. */
export function invalidC2b(network: Network, field: string): DarajaAnswer {
  return refusal(network, 400, '400.003.02', `Bad Request - Invalid ${field}`)
}
