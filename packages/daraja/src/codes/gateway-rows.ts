import type { DarajaErrorCode } from './error-codes.ts'
import type { Retry, WhoActs } from './result-reactions.ts'

/**
 * `errorCode` may end in `*`; `text` is looked for in `errorMessage`: `*` any, empty only the empty
 * one. First match wins.
 */
export type GatewayRow = readonly [
  errorCode: string,
  text: string,
  code: DarajaErrorCode | 'pending',
  whoActs: WhoActs,
  retry: Retry,
  meaning: string,
]

// Sources: the Daraja portal's error tables, recorded sandbox traffic, the issues of Safaricom's
// own SDKs.
const tokenRows: readonly GatewayRow[] = [
  ['404.001.03', '*', 'token_refused', 'nobody', 'now', 'Token bad or expired (STK, reversal)'],
  ['400.003.01', '*', 'token_refused', 'nobody', 'now', 'Token bad or expired (C2B, status, QR)'],
  [
    '401.001',
    '*',
    'token_refused',
    'developer',
    'after-fix',
    'Token bad or product missing (Pull)',
  ],
  ['401.002.01', '*', 'token_refused', 'nobody', 'now', 'Token bad, or the product is missing'],
  [
    '401.003.01',
    '*',
    'product_missing',
    'developer',
    'after-fix',
    'The app lacks this API product',
  ],
  ['401', '*', 'token_refused', 'developer', 'after-fix', 'Token bad or product missing (Express)'],
  ['404.001.04', '*', 'token_refused', 'developer', 'after-fix', 'Authentication header garbled'],
  ['oauth.*', '*', 'token_refused', 'nobody', 'now', 'Token refused by the gateway'],
  ['keymanagement.*', '*', 'token_refused', 'nobody', 'now', 'Token refused by the gateway'],
  ['400.008.01', '*', 'authentication_failed', 'developer', 'after-fix', 'Key or secret wrong'],
  ['400.008.02', '*', 'authentication_failed', 'developer', 'after-fix', 'Wrong OAuth grant type'],
]

const requestRows: readonly GatewayRow[] = [
  ['400.001', '*', 'merchant_unknown', 'developer', 'after-fix', 'Shortcode unknown (Pull)'],
  [
    '400.002.02',
    'Invalid CheckoutRequestID',
    'prompt_not_found',
    'nobody',
    'later',
    'STK query: asked too early, or the id is unknown',
  ],
  ['400.002.02', '*', 'field_refused', 'developer', 'after-fix', 'One field was refused'],
  ['400.002.05', '*', 'payload_refused', 'developer', 'after-fix', 'Malformed or unknown payload'],
  [
    '400.003.02',
    '*',
    'field_refused',
    'developer',
    'after-fix',
    'Bad field or word in a URL (C2B)',
  ],
  ['403.002.1001', '*', 'not_authorized', 'business', 'after-fix', 'API not enabled (B2C v3)'],
  ['404.001.01', '*', 'path_wrong', 'developer', 'after-fix', 'Wrong path'],
  ['404.002.01', '*', 'path_wrong', 'developer', 'after-fix', 'Wrong path (balance)'],
  ['404.003.01', '*', 'path_wrong', 'developer', 'after-fix', 'Wrong path (C2B, status)'],
  ['405.001', '*', 'path_wrong', 'developer', 'after-fix', 'Wrong HTTP method'],
]

// One code, many meanings: only the text tells them apart, and a text nobody has seen decides
// nothing.
const overloadedRows: readonly GatewayRow[] = [
  [
    '500.001.1001',
    'Unable to lock subscriber',
    'subscriber_locked',
    'customer',
    'later',
    'The payer has an open session',
  ],
  [
    '500.001.1001',
    'Wrong credentials',
    'wrong_credentials',
    'developer',
    'after-fix',
    'Password, shortcode and timestamp do not agree',
  ],
  [
    '500.001.1001',
    'Merchant does not exist',
    'merchant_unknown',
    'developer',
    'after-fix',
    'Shortcode unknown, or not the one that went live',
  ],
  ['500.001.1001', 'being processed', 'pending', 'nobody', 'later', 'STK query: still pending'],
  ['500.001.1001', 'under processing', 'pending', 'nobody', 'later', 'STK query: still pending'],
  ['500.001.1001', '', 'pending', 'nobody', 'later', 'STK query: still pending'],
  [
    '500.001.1001',
    'transaction does not exist',
    'prompt_not_found',
    'nobody',
    'later',
    'STK query: unknown CheckoutRequestID',
  ],
  ['500.001.1001', '*', 'internal_error', 'safaricom', 'no', 'Generic failure'],
]

const platformRows: readonly GatewayRow[] = [
  ['500.002.1001', '*', 'duplicate_request', 'developer', 'no', 'Conversation id seen before'],
  ['500.003.02', '*', 'throttled', 'safaricom', 'later', 'Spike arrest, or system busy'],
  ['policies.ratelimit.Quota*', '*', 'quota_exceeded', 'safaricom', 'later', 'Quota used up'],
  ['policies.ratelimit.*', '*', 'throttled', 'safaricom', 'later', 'Spike arrest'],
  ['500.003.03', '*', 'quota_exceeded', 'safaricom', 'later', 'Quota used up'],
  [
    '500.003.1001',
    'already registered',
    'already_registered',
    'nobody',
    'no',
    'C2B URLs are registered once only',
  ],
  [
    '500.003.1001',
    'Duplicate notification info',
    'already_registered',
    'business',
    'no',
    'C2B URLs are held by somebody else, such as an aggregator',
  ],
  ['500.003.1001', '*', 'internal_error', 'safaricom', 'no', 'Catch-all of the platform'],
  ['503*', '*', 'maintenance', 'safaricom', 'later', 'The backend is down'],
  ['00.002.1001', '*', 'maintenance', 'safaricom', 'later', 'M-PESA is under maintenance'],
  [
    'messaging.adaptors.http.flow.GatewayTimeout',
    '*',
    'timed_out',
    'safaricom',
    'no',
    'The gateway waited in vain for M-PESA: executed or not, nobody knows',
  ],
]

export const gatewayRows: readonly GatewayRow[] = [
  ...tokenRows,
  ...requestRows,
  ...overloadedRows,
  ...platformRows,
]
