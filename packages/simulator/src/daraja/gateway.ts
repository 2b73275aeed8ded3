import type { RequestEntry } from '../control/request-log.ts'
import type { Network } from '../network.ts'
import { type DarajaAnswer, type DarajaRequest, refusal, strikeAnswer } from './answer.ts'
import { type Body, readBody } from './fields.ts'
import { bearerApp, generateToken } from './oauth.ts'
import { otherApiAnswer } from './other-apis.ts'
import { pushToPhone } from './stk-push.ts'
import { createQueryMemory, type QueryMemory, queryPush } from './stk-query.ts'

/** Answers a request as Safaricom's gateway does. */
export type Gateway = (request: DarajaRequest) => Promise<DarajaAnswer>

const paths = {
  oauth: '/oauth/v1/generate',
  push: '/mpesa/stkpush/v1/processrequest',
  query: '/mpesa/stkpushquery/v1/query',
}

/** The gateway of a network: method, path, token, body, fields, credentials, subscriber, in this order (§36.2). */
export function createGateway(network: Network): Gateway {
  const memory = createQueryMemory()
  return async (request) => {
    const { answer, body } = await route(network, memory, request)
    network.requests.add({
      kind: kindOf(request.path),
      method: request.method,
      path: request.path,
      status: answer.kind === 'answer' ? answer.status : null,
      body,
      outcome: outcomeOf(answer),
    })
    network.changed()
    return answer
  }
}

async function route(
  network: Network,
  memory: QueryMemory,
  request: DarajaRequest,
): Promise<{ answer: DarajaAnswer; body: Body | null }> {
  const { method, path } = request
  const isOauth = path === paths.oauth
  if (method !== (isOauth ? 'GET' : 'POST')) {
    return { answer: refusal(network, 405, '405.001', `${method} Method Not Allowed`), body: null }
  }
  if (isOauth) return { answer: oauth(network, request), body: null }
  const consumerKey = bearerApp(network, request.header('authorization'))
  if (path !== paths.push && path !== paths.query) {
    return { answer: otherApiAnswer(network, request, consumerKey), body: null }
  }
  if (consumerKey === undefined) {
    return { answer: refusal(network, 404, '404.001.03', 'Invalid Access Token'), body: null }
  }
  const read = readBody(network, request)
  if (!read.ok) return { answer: read.answer, body: null }
  const { body } = read
  const answer =
    path === paths.push
      ? await pushToPhone(network, body)
      : queryPush(network, memory, { body, consumerKey })
  return { answer, body }
}

function oauth(network: Network, request: DarajaRequest): DarajaAnswer {
  const fault = strikeAnswer(network, 'oauth', {})
  if (fault !== undefined) return fault.answer
  return generateToken(network, request)
}

function kindOf(path: string): RequestEntry['kind'] {
  switch (path) {
    case paths.oauth:
      return 'oauth'
    case paths.push:
      return 'push'
    case paths.query:
      return 'query'
    default:
      return 'other'
  }
}

function outcomeOf(answer: DarajaAnswer): string {
  switch (answer.kind) {
    case 'lost':
      return 'answer lost'
    case 'silent':
      return 'not answered'
    case 'answer':
      return describe(answer.body) ?? (answer.body === '' ? 'empty answer' : 'accepted')
  }
}

function describe(body: string): string | undefined {
  if (body.startsWith('<')) return 'answered with a web page'
  if (body === '') return undefined
  const { errorCode, errorMessage, fault, ResultCode, ResultDesc } = JSON.parse(body)
  if (errorCode !== undefined) return `${errorCode} ${errorMessage}`.trim()
  if (fault !== undefined) return fault.faultstring
  return ResultCode === undefined ? undefined : `${ResultCode} ${ResultDesc}`
}
