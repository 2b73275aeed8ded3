import { type DarajaAnswer, json, quotaViolation, refusal, spikeArrest } from '../daraja/answer.ts'
import type { ApiName } from '../daraja/endpoints.ts'
import type { Network } from '../network.ts'
import type { FaultSubject } from './fault-rules.ts'

const answerFaults = [
  'answer-lost',
  'http-500',
  'http-503-html',
  'http-504',
  'http-200-html',
  'empty-body',
  'time-out',
  'spike-arrest',
  'quota',
] as const

export type AnswerFaultName = (typeof answerFaults)[number]

/** A fault that struck the answer to a request: what is answered instead, and whether the work is done all the same. */
export type StruckAnswer = { fault: AnswerFaultName; answer: DarajaAnswer; accepted: boolean }

/** The fault that strikes the answer to this request, if one does. */
export function strikeAnswer(
  network: Network,
  api: ApiName,
  subject: Omit<FaultSubject, 'api'>,
): StruckAnswer | undefined {
  for (const fault of answerFaults) {
    const rule = network.faults.strike(fault, { ...subject, api })
    if (rule === undefined) continue
    const accepted = 'accepted' in rule ? rule.accepted === true : fault === 'answer-lost'
    return { fault, answer: faultyAnswer(network, fault), accepted }
  }
  return undefined
}

/**
 * Whether the token of this request expires now, before its time: it is forgotten by M-PESA, and the request has to be
 * answered as one with a wrong token.
 */
export function strikeToken(
  network: Network,
  { token, ...subject }: FaultSubject & { token: string },
): boolean {
  return network.faults.strike('token-expired', subject) !== undefined && token !== ''
}

function faultyAnswer(network: Network, name: AnswerFaultName): DarajaAnswer {
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
    case 'http-504':
      return gatewayTimeout()
    case 'http-200-html':
      return html(200, 'Safaricom', 'Please try again later.')
    case 'empty-body':
      return { kind: 'answer', status: 200, contentType: jsonType, body: '' }
    case 'spike-arrest':
      return spikeArrest(network, 5)
    case 'quota':
      return quotaViolation(network)
  }
}

const jsonType = 'application/json;charset=UTF-8'

/** Apigee's own envelope when M-PESA does not answer it, seen live (reference §4). */
function gatewayTimeout(): DarajaAnswer {
  return json(504, {
    fault: {
      faultstring: 'Gateway Timeout',
      detail: {
        errorcode: 'messaging.adaptors.http.flow.GatewayTimeout',
        reason: 'TARGET_READ_TIMEOUT',
      },
    },
  })
}

function html(status: number, title: string, text: string): DarajaAnswer {
  return {
    kind: 'answer',
    status,
    contentType: 'text/html;charset=UTF-8',
    body: `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`,
  }
}
