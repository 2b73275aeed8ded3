/** Sentences of the product's guide; people search for them, so they do not change. */
export const sentences = {
  authenticate: 'Failed to authenticate with M-Pesa API',
  initiate: 'Failed to initiate payment',
  phone: 'Invalid phone number',
  initiateUnknown: 'The answer to the payment request was lost; the prompt may still arrive',
  query: 'Failed to read the payment status',
  request: 'M-PESA did not take the request',
  requestUnknown: 'The answer to the request was lost; it may have been executed',
  lookUp: 'Failed to read the answer',
} as const

/**
 * What to do about each kind of error, in one sentence; its keys are the closed set of error codes.
 */
export const actions = {
  input_invalid: 'Correct the named field; nothing was sent.',
  invalid_phone_number: 'Ask for a Safaricom number such as 0712 345 678; nothing was sent.',
  authentication_failed:
    'Check the consumer key and secret, and that they belong to this environment.',
  authentication_unavailable: 'Wait and try again; no token could be had, so nothing was executed.',
  token_refused: 'Check that the app is active in the Daraja portal; a new token was refused too.',
  product_missing: 'Add this API product to the app in the Daraja portal, then try again.',
  not_authorized: 'Ask Safaricom to enable this API for the organisation.',
  wrong_credentials: 'Check that shortcode and passkey belong together and to this environment.',
  merchant_unknown: 'Check the business shortcode and that it went live.',
  subscriber_locked:
    'A prompt is already open on that phone; wait at least a minute before another.',
  field_refused: 'Correct the field Safaricom names.',
  payload_refused: 'Compare the request with the API page; Safaricom could not read it.',
  path_wrong: 'Check the base URL; Safaricom knows no such path or method.',
  already_registered: 'Nothing to do unless the URLs must change; then ask Safaricom.',
  duplicate_request: 'Do not send again; ask for the status of the first request with this id.',
  rate_limited: 'Wait for the time given; this client held the call back and nothing was sent.',
  throttled: 'Wait for the time given; Safaricom refused because of too many calls.',
  quota_exceeded: 'Wait, or ask Safaricom for a larger quota.',
  request_declined: 'Read the description; Safaricom declined the request.',
  connection_failed: 'Check network, DNS and certificates; no connection was made, nothing sent.',
  connection_lost: 'Do not send again; wait for the callback or ask for the status.',
  timed_out: 'Do not send again; wait for the callback or ask for the status.',
  unreadable_answer: 'Do not send again; wait for the callback or ask for the status.',
  unexpected_answer: 'Do not send again; wait for the callback or ask for the status.',
  internal_error: 'Do not send again; wait for the callback or ask for the status.',
  maintenance: 'Do not send again; ask for the status when M-PESA is back.',
  prompt_not_found: 'Ask again later: Safaricom says this too when asked too early.',
  result_unlisted: 'Ask again later, and look the result code up with Safaricom.',
} as const satisfies Record<string, string>

export type DarajaErrorCode = keyof typeof actions
