import type { Network } from '../network.ts'
import type { RawHeaders } from '../traffic/exchange.ts'

/** A request to Daraja, whatever it came over. */
export type DarajaRequest = {
  method: string
  path: string
  query: URLSearchParams
  /** A header by its lower-case name. */
  header(name: string): string | undefined
  /** All of them, for the traffic view. */
  headers?: RawHeaders
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

/** Too many requests at once: Apigee's own envelope, as it was seen live, or the documented ones (reference §4, §10). */
export function spikeArrest(network: Network, perMinute: number): DarajaAnswer {
  switch (network.config.behaviour.spikeArrestAnswer) {
    case 'fault':
      return json(429, {
        fault: {
          faultstring: `Spike arrest violation. Allowed rate : MessageRate{messagesPerPeriod=${perMinute}, periodInMicroseconds=60000000, maxBurstMessageCount=1.0}`,
          detail: { errorcode: 'policies.ratelimit.SpikeArrestViolation' },
        },
      })
    case 'envelope':
      return refusal(network, 500, '500.003.02', 'Error Occurred: Spike Arrest Violation')
    case 'busy':
      return refusal(network, 500, '500.003.02', 'System is busy. Please try again in few minutes.')
  }
}

/** Too many requests in all (reference §4). */
export function quotaViolation(network: Network): DarajaAnswer {
  return refusal(network, 500, '500.003.03', 'Error Occurred: Quota Violation')
}
