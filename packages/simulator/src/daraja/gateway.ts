import type { FaultName } from '../faults/fault-rules.ts'
import { strikeAnswer, strikeToken } from '../faults/strike-answer.ts'
import { commit, type Network } from '../network.ts'
import { type DarajaAnswer, type DarajaRequest, refusal } from './answer.ts'
import { endpoints } from './endpoint-list.ts'
import type { Call, Endpoint, GatewayMemory } from './endpoints.ts'
import { readBody } from './fields.ts'
import { checkLimits, createLimitMemory } from './limits.ts'
import { notFound } from './not-found.ts'
import { tokenHolder } from './oauth.ts'
import { refuseProduct, refuseToken } from './token-refusals.ts'

/** Answers a request as Safaricom's gateway does. */
export type Gateway = (request: DarajaRequest) => Promise<DarajaAnswer>

/**
 * The gateway of a network. It looks at method, path, token, product, limits and body in this order, then the API looks at
 * its fields (reference §36.2).
 */
export function createGateway(network: Network): Gateway {
  const memory: GatewayMemory = { limits: createLimitMemory(), pendingAnswers: new Map() }
  network.forgets.add(() => {
    memory.limits = createLimitMemory()
    memory.pendingAnswers.clear()
  })
  const byPath = new Map(
    endpoints.flatMap((endpoint) => endpoint.paths.map((path) => [path, endpoint] as const)),
  )
  return async (request) => {
    const startedAtMs = network.clock.now().getTime()
    const endpoint = byPath.get(request.path)
    const { answer, body, fault } = await route(network, { request, endpoint, memory })
    const isAnswered = answer.kind === 'answer'
    network.requests.add({
      kind: endpoint?.api ?? 'other',
      method: request.method,
      path: request.path,
      startedAtMs,
      headers: request.headers,
      body,
      status: isAnswered ? answer.status : null,
      answerHeaders: isAnswered ? { 'content-type': answer.contentType } : undefined,
      answerBody: isAnswered ? answer.body : null,
      outcome: answer.kind === 'lost' ? 'answer lost' : undefined,
      faults: fault === undefined ? undefined : [fault],
    })
    network.changed()
    return answer
  }
}

/** An answer, with what the request carried and what struck it. */
type Routed = { answer: DarajaAnswer; body: unknown; fault?: FaultName }

async function route(
  network: Network,
  found: { request: DarajaRequest; endpoint: Endpoint | undefined; memory: GatewayMemory },
): Promise<Routed> {
  const { request, endpoint, memory } = found
  const { method, path, bodyText } = request
  const unread = (answer: DarajaAnswer) => ({ answer, body: bodyText === '' ? null : bodyText })
  if (!(endpoint?.methods ?? ['POST']).includes(method)) {
    return unread(refusal(network, 405, '405.001', `${method} Method Not Allowed`))
  }
  if (endpoint === undefined) return unread(notFound(network, path))
  const admitted = admit(network, { request, endpoint, memory })
  if ('refused' in admitted) return unread(admitted.refused)
  const read = readBody(network, request, endpoint.body ?? 'object')
  if (!read.ok) return unread(read.answer)
  const { body, json } = read
  const { consumerKey } = admitted
  const call: Call = { consumerKey, path, body, json, request, memory }
  return { ...(await answerCall(network, endpoint, call)), body: json ?? (bodyText || null) }
}

/** The answer of the API, or of the fault that strikes it. */
async function answerCall(
  network: Network,
  endpoint: Endpoint,
  call: Call,
): Promise<Omit<Routed, 'body'>> {
  const struck = strikeAnswer(network, endpoint.api, endpoint.subject?.(network, call) ?? {})
  if (struck?.accepted === false) return struck
  const answer = await endpoint.answer(network, call)
  // Losing the answer of a request that was refused would be another fault than the one asked for.
  const wasAccepted = answer.kind === 'answer' && answer.status === 200
  return struck !== undefined && wasAccepted ? struck : { answer }
}

/** The application that asks, if it may. */
function admit(
  network: Network,
  asked: { request: DarajaRequest; endpoint: Endpoint; memory: GatewayMemory },
): { consumerKey: string } | { refused: DarajaAnswer } {
  const { product, family, api } = asked.endpoint
  if (product === null) return { consumerKey: '' }
  const authorization = asked.request.header('authorization')
  const holder = tokenHolder(network, authorization)
  if (holder === undefined || strikeToken(network, { api, token: holder.token })) {
    if (holder !== undefined) commit(network, [['token', holder.token, null]])
    return { refused: refuseToken(network, family, authorization) }
  }
  const { consumerKey } = holder
  if (!holder.products.includes(product)) return { refused: refuseProduct(network, family) }
  const refused = checkLimits(network, asked.memory.limits, { api, consumerKey })
  if (refused !== undefined) return { refused }
  return network.config.behaviour.maintenance
    ? { refused: refusal(network, 503, '00.002.1001', 'System under maintenance') }
    : { consumerKey }
}
