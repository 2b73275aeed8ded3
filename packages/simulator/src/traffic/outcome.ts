import type { Exchange } from './exchange.ts'

/** What became of an exchange, in a few words. */
export function outcomeOf({ kind, outcome, status, answerBody }: Exchange): string {
  if (outcome !== undefined) return outcome
  if (status === null) return kind === 'callback' ? 'not delivered' : 'not answered'
  if (answerBody === undefined) return 'accepted'
  return describe(answerBody ?? '')
}

function describe(body: string): string {
  if (body === '') return 'empty answer'
  if (body.startsWith('<')) return 'answered with a web page'
  const { errorCode, errorMessage, fault, ResultCode, ResultDesc } = fieldsOf(body)
  if (errorCode !== undefined) return `${errorCode} ${errorMessage ?? ''}`.trim()
  if (typeof fault === 'object' && fault !== null && 'faultstring' in fault) {
    return String(fault.faultstring)
  }
  return ResultCode === undefined ? 'accepted' : `${ResultCode} ${ResultDesc ?? ''}`.trim()
}

/** Why Daraja refused, for somebody who wrote the request; null when it did not. */
export function whyRefused({ status, answerBody, kind }: Exchange): string | null {
  if (kind === 'callback' || kind === 'sms' || !answerBody) return null
  const { errorCode, errorMessage, fault } = fieldsOf(answerBody)
  if (fault !== undefined) return faultReason(status)
  if (typeof errorCode !== 'string') return null
  const message = typeof errorMessage === 'string' ? errorMessage : ''
  const reason = reasons.find(([code, words]) => code === errorCode && message.includes(words))
  return reason?.[2] ?? `Daraja refused it with ${errorCode}.`
}

function faultReason(status: number | null): string {
  return status === 429
    ? 'Too many requests in a short time: wait, and ask less often.'
    : 'Safaricom’s gateway got no answer from M-PESA in time: what became of it is unknown.'
}

function fieldsOf(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {} // any object will do
  } catch {
    return {}
  }
}

const wrongToken =
  'The access token is unknown, has expired, or was given to an application without this product: get a new one.'

/** By errorCode and words of its message, the first that fits (reference §4). */
const reasons: readonly (readonly [code: string, words: string, reason: string])[] = [
  [
    '400.002.02',
    'CheckoutRequestID',
    'The CheckoutRequestID is unknown, or asked about in its first second.',
  ],
  ['400.002.02', 'Remarks', 'TransactionDesc (or Remarks) is missing or too long.'],
  [
    '400.002.02',
    'BusinessShortCode',
    'BusinessShortCode is wrong, or the body was not sent as application/json.',
  ],
  [
    '400.002.02',
    'InitiatorName',
    'InitiatorName is wrong, or the body was not sent as application/json.',
  ],
  ['400.002.02', '', 'The field that the message names is missing or not as it must be.'],
  ['400.002.05', '', 'The body is not the JSON object that this API takes.'],
  ['400.003.01', '', wrongToken],
  [
    '400.003.02',
    'has the word',
    'A registered URL must not contain this word: choose another path.',
  ],
  ['400.003.02', '', 'A field is missing or not as it must be.'],
  [
    '400.008.01',
    '',
    'The header must be “Authorization: Basic” with the consumer key and secret in base64.',
  ],
  ['400.008.02', '', 'The address must end in ?grant_type=client_credentials.'],
  ['401', '', wrongToken],
  ['401.001', '', wrongToken],
  ['401.002.01', '', wrongToken],
  [
    '401.003.01',
    '',
    'The application lacks this API’s product, or the path has another version than the product.',
  ],
  ['404.001.01', '', 'No API has this path.'],
  ['404.002.01', '', 'No API has this path.'],
  ['404.003.01', '', 'No API has this path.'],
  ['404.001.03', '', wrongToken],
  ['404.001.04', '', 'The Authorization header is missing or garbled.'],
  ['405.001', '', 'The API takes another HTTP method, usually POST.'],
  ['403.002.1001', '', 'The organisation may not use this version of the API.'],
  [
    '500.001.1001',
    'Wrong credentials',
    'Password is not base64 of shortcode + passkey + the same Timestamp.',
  ],
  ['500.001.1001', 'Merchant does not exist', 'No organisation has this BusinessShortCode.'],
  ['500.001.1001', 'lock subscriber', 'The customer has another prompt open: wait a minute.'],
  ['500.001.1001', 'being processed', 'The payment is not final yet: ask again later.'],
  ['500.001.1001', 'does not Exist', 'M-PESA knows no such request.'],
  ['500.002.1001', '', 'This OriginatorConversationID was used before: the first request stands.'],
  ['500.003.02', '', 'Too many requests in a short time: wait, and ask less often.'],
  ['500.003.03', '', 'The application’s quota is used up.'],
  [
    '500.003.1001',
    'already registered',
    'URLs can be registered once only; Safaricom’s support takes them back.',
  ],
  ['500.003.1001', '', 'M-PESA failed: what became of the request is unknown.'],
]
