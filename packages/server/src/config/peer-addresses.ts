import { isIP } from 'node:net'
import { safaricomCallbackAddresses, unpublishedCallbackAddresses } from '@hazina/daraja'
import { StartProblem } from '../errors.ts'
import { isNetwork } from './addresses.ts'
import type { Environment } from './config.ts'
import type { Variables } from './environment.ts'

/** The addresses whose callbacks are believed; null believes every address that knows a token. @throws StartProblem */
export function readCallbackAddresses(
  variables: Variables,
  environment: Environment,
): readonly string[] | null {
  const extra = list(variables.MPESA_CALLBACK_ADDRESSES)
  if (extra.length === 1 && extra[0] === 'any') {
    if (environment !== 'production') return null
    throw new StartProblem(
      'MPESA_CALLBACK_ADDRESSES cannot be any in production: name the addresses, or leave it out for Safaricom’s own.',
    )
  }
  const unreadable = extra.find((one) => isIP(one) === 0)
  if (unreadable !== undefined) {
    throw new StartProblem(
      `MPESA_CALLBACK_ADDRESSES has ${unreadable} in it: list single IP addresses, separated by commas.`,
    )
  }
  if (environment !== 'production' && extra.length === 0) return null
  return [...safaricomCallbackAddresses, ...unpublishedCallbackAddresses, ...extra]
}

/** The proxies whose word for a caller's address is taken. @throws StartProblem */
export function readProxies(variables: Variables, environment: Environment): readonly string[] {
  if (variables.TRUSTED_PROXIES === undefined && environment === 'production') {
    throw new StartProblem(
      'TRUSTED_PROXIES is missing: name the address of the reverse proxy in front of Hazina (such as 127.0.0.1), or none when there is none.',
    )
  }
  const proxies = list(variables.TRUSTED_PROXIES).filter((one) => one !== 'none')
  const unreadable = proxies.find((one) => !isNetwork(one))
  if (unreadable !== undefined) {
    throw new StartProblem(
      `TRUSTED_PROXIES has ${unreadable} in it: list IP addresses or networks such as 10.0.0.0/8, separated by commas, or none.`,
    )
  }
  return proxies
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
