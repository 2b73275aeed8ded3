import type { Network } from '../network.ts'
import { type DarajaAnswer, refusal } from './answer.ts'
import type { TokenFamily } from './endpoints.ts'

/** What an API says when the token is missing, unknown or over; each says it in its own way (reference §4, §36.1). */
export function refuseToken(
  network: Network,
  family: TokenFamily,
  authorization: string | undefined,
): DarajaAnswer {
  const token = bearerToken(authorization)
  switch (family) {
    case 'stk':
      return refusal(network, 404, '404.001.03', 'Invalid Access Token')
    case 'c2b':
      if (token === undefined) return invalidHeader(network)
      return refusal(network, 400, '400.003.01', 'Invalid Access Token')
    case 'status':
      if (token === undefined) return invalidHeader(network)
      return quoting(network, token)
    case 'b2c':
      return quoting(network, token ?? '')
    case 'pull':
      return refusal(network, 401, '401.001', 'Error Occurred - Invalid Access Token - ')
    case 'express':
      return refusal(network, 401, '401', 'Unauthorized - Invalid Access Token')
  }
}

/** What an API says when the application of a good token lacks its product: mostly what it says of a bad token (§4). */
export function refuseProduct(network: Network, family: TokenFamily): DarajaAnswer {
  if (network.config.behaviour.missingProduct === 'no-match') return noProductMatch(network)
  switch (family) {
    case 'b2c':
    case 'status':
      return quoting(network, '')
    case 'pull':
    case 'express':
      return refuseToken(network, family, undefined)
    case 'stk':
    case 'c2b':
      return noProductMatch(network)
  }
}

/** The token of an `Authorization: Bearer …` header. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
}

function quoting(network: Network, token: string): DarajaAnswer {
  return refusal(network, 401, '401.002.01', `Error Occurred - Invalid Access Token - ${token}`)
}

function invalidHeader(network: Network): DarajaAnswer {
  return refusal(network, 404, '404.001.04', 'Invalid Authentication Header')
}

function noProductMatch(network: Network): DarajaAnswer {
  return refusal(
    network,
    401,
    '401.003.01',
    'Error Occurred - Invalid Access Token - Invalid API call as no apiproduct match found',
  )
}
