import type { AnswerFault } from '../faults/faults.ts'
import type { Network } from '../network.ts'

/** A request to Daraja, whatever it came over. */
export type DarajaRequest = {
  method: string
  path: string
  query: URLSearchParams
  /** A header by its lower-case name. */
  header(name: string): string | undefined
  bodyText: string
}

/** What Daraja does with a request. `lost`: the connection breaks. `silent`: nothing comes until the caller gives up. */
export type DarajaAnswer =
  | { kind: 'answer'; status: number; contentType: string; body: string }
  | { kind: 'lost' }
  | { kind: 'silent' }

/** A JSON answer. */
export function json(status: number, body: unknown): DarajaAnswer {
  return {
    kind: 'answer',
    status,
    contentType: 'application/json;charset=UTF-8',
    body: JSON.stringify(body),
  }
}

/** Daraja's error envelope (reference §4). */
export function refusal(
  network: Network,
  status: number,
  errorCode: string,
  errorMessage: string,
): DarajaAnswer {
  return json(status, { requestId: network.identifiers.requestId(), errorCode, errorMessage })
}

/** `400.002.02`: one field is refused. */
export function invalidField(network: Network, field: string): DarajaAnswer {
  return refusal(network, 400, '400.002.02', `Bad Request - Invalid ${field}`)
}

/** The catch-all of STK, HTTP 500. */
export function stkRefusal(network: Network, errorMessage: string): DarajaAnswer {
  return refusal(network, 500, '500.001.1001', errorMessage)
}

/** Apigee's own envelope for too many requests (reference §4, §10). */
export function spikeArrest(): DarajaAnswer {
  return json(429, {
    fault: {
      faultstring:
        'Spike arrest violation. Allowed rate : MessageRate{messagesPerPeriod=5, periodInMicroseconds=60000000, maxBurstMessageCount=1.0}',
      detail: { errorcode: 'policies.ratelimit.SpikeArrestViolation' },
    },
  })
}

const answerFaults = [
  'answer-lost',
  'http-500',
  'http-503-html',
  'http-200-html',
  'empty-body',
  'time-out',
  'spike-arrest',
] as const

/**
 * The fault that strikes the answer to this request, if one does: what is answered instead, and whether the work is
 * done all the same.
 */
export function strikeAnswer(
  network: Network,
  api: NonNullable<AnswerFault['on']>,
  subject: { phone?: string; amount?: number; checkoutRequestId?: string },
): { answer: DarajaAnswer; accepted: boolean } | undefined {
  for (const name of answerFaults) {
    const rule = network.faults.strike(name, subject, ({ on = 'push' }) => on === api)
    if (rule === undefined) continue
    const accepted = 'accepted' in rule ? rule.accepted === true : name === 'answer-lost'
    return { answer: faultyAnswer(network, name), accepted }
  }
  return undefined
}

function faultyAnswer(network: Network, name: (typeof answerFaults)[number]): DarajaAnswer {
  switch (name) {
    case 'answer-lost':
      return { kind: 'lost' }
    case 'time-out':
      return { kind: 'silent' }
    case 'http-500':
      return refusal(network, 500, '500.003.1001', 'Internal Server Error')
    case 'http-503-html':
      return html(
        503,
        'Service Unavailable',
        'The server is temporarily unable to service your request due to maintenance.',
      )
    case 'http-200-html':
      return html(200, 'Safaricom', 'Please try again later.')
    case 'empty-body':
      return {
        kind: 'answer',
        status: 200,
        contentType: 'application/json;charset=UTF-8',
        body: '',
      }
    case 'spike-arrest':
      return spikeArrest()
  }
}

function html(status: number, title: string, text: string): DarajaAnswer {
  return {
    kind: 'answer',
    status,
    contentType: 'text/html;charset=UTF-8',
    body: `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`,
  }
}
