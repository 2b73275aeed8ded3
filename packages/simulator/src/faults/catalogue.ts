import type { FaultName } from './fault-rules.ts'

/** One fault in a sentence, for people. */
export type FaultDescription = {
  name: FaultName
  sentence: string
  /** What it spoils: the answer to a request, a callback, or what a query says. */
  strikes: 'answer' | 'callback' | 'query'
}

const sentences: Record<FaultName, string> = {
  'answer-lost': 'The request is accepted and does its work, but the answer never gets back.',
  'http-500': 'Safaricom answers with an internal server error.',
  'http-503-html': 'Safaricom answers with a maintenance page.',
  'http-504': 'Safaricom’s gateway gives up waiting for M-PESA.',
  'http-200-html': 'Safaricom answers “OK” with a web page instead of data.',
  'empty-body': 'Safaricom answers “OK” with nothing in it.',
  'time-out': 'Safaricom does not answer at all.',
  'spike-arrest': 'Safaricom refuses because of too many requests.',
  quota: 'Safaricom refuses because the quota is used up.',
  'token-expired': 'Safaricom refuses a token before its time.',
  'callback-dropped': 'The callback is never sent.',
  'callback-delayed': 'The callback comes late.',
  'callback-duplicated': 'The same callback comes more than once.',
  'callback-reordered': 'The callback lets a later one go first.',
  'callback-before-answer': 'The callback arrives before the request is answered.',
  'callback-wrong-amount': 'The callback names another amount than was paid.',
  'callback-forged': 'A stranger posts a false success with an invented receipt.',
  'result-contradicted': 'The opposite result follows later.',
  'queue-timeout': 'The request waits too long in M-PESA’s queue, and QueueTimeOutURL is told.',
  'query-says-pending': 'Asked about a finished payment, Safaricom says it is being processed.',
  'query-spurious': 'Asked about a finished payment, Safaricom answers with an error.',
  'query-says-failed': 'Asked about a paid payment, Safaricom says it failed.',
}

export const faultNames = Object.keys(sentences) as readonly FaultName[] // typed as Record<FaultName, …> above

/** Every fault with a sentence for people. */
export const faultCatalogue: readonly FaultDescription[] = faultNames.map((name) => ({
  name,
  sentence: sentences[name],
  strikes: strikesOf(name),
}))

function strikesOf(name: FaultName): FaultDescription['strikes'] {
  if (name.startsWith('query-')) return 'query'
  return /^(?:callback-|result-|queue-)/.test(name) ? 'callback' : 'answer'
}
