import type { DarajaErrorCode } from './error-codes.ts'

export type CustomerWords = { en: string; sw: string }

/** What the customer is told when a request went wrong, whatever Safaricom's own words were. */
export function customerWords(code: DarajaErrorCode | 'pending'): CustomerWords {
  return words[wordsByCode[code]]
}

const words = {
  ourFault: {
    en: 'This could not be done because of a fault on our side. Nothing was paid. Please contact us.',
    sw: 'Hili halikuweza kufanyika kwa sababu ya hitilafu upande wetu. Hakuna kilicholipwa. Tafadhali wasiliana nasi.',
  },
  phone: {
    en: 'This phone number cannot be used. Enter a Safaricom number such as 0712 345 678.',
    sw: 'Nambari hii ya simu haiwezi kutumika. Weka nambari ya Safaricom kama 0712 345 678.',
  },
  later: {
    en: 'M-PESA cannot be reached now. Nothing was paid. Please try again in a few minutes.',
    sw: 'M-PESA haipatikani kwa sasa. Hakuna kilicholipwa. Tafadhali jaribu tena baada ya dakika chache.',
  },
  busy: {
    en: 'M-PESA is busy. Nothing was paid. Wait a minute, then try again.',
    sw: 'M-PESA ina shughuli nyingi. Hakuna kilicholipwa. Subiri dakika moja, kisha ujaribu tena.',
  },
  openPrompt: {
    en: 'An M-PESA request is open on your phone. Finish or cancel it, wait a minute, then try again.',
    sw: 'Kuna ombi la M-PESA kwenye simu yako. Likamilishe au lighairi, subiri dakika moja, kisha ujaribu tena.',
  },
  declined: {
    en: 'M-PESA declined the request. Nothing was paid. Please contact us.',
    sw: 'M-PESA imekataa ombi hili. Hakuna kilicholipwa. Tafadhali wasiliana nasi.',
  },
  already: {
    en: 'This was already done before. There is nothing to do.',
    sw: 'Hili lilikwisha kufanyika awali. Hakuna la kufanya.',
  },
  checking: {
    en: 'We do not know yet whether M-PESA did this. We are checking; please do not pay again.',
    sw: 'Bado hatujui kama M-PESA imekamilisha hili. Tunafuatilia; tafadhali usilipe tena.',
  },
  pending: {
    en: 'M-PESA is still working on this. Please wait.',
    sw: 'M-PESA bado inashughulikia hili. Tafadhali subiri.',
  },
} as const satisfies Record<string, CustomerWords>

const wordsByCode = {
  pending: 'pending',
  input_invalid: 'ourFault',
  invalid_phone_number: 'phone',
  authentication_failed: 'ourFault',
  authentication_unavailable: 'later',
  token_refused: 'ourFault',
  product_missing: 'ourFault',
  not_authorized: 'ourFault',
  wrong_credentials: 'ourFault',
  merchant_unknown: 'ourFault',
  subscriber_locked: 'openPrompt',
  field_refused: 'ourFault',
  payload_refused: 'ourFault',
  path_wrong: 'ourFault',
  already_registered: 'already',
  duplicate_request: 'checking',
  rate_limited: 'busy',
  throttled: 'busy',
  quota_exceeded: 'later',
  request_declined: 'declined',
  connection_failed: 'later',
  connection_lost: 'checking',
  timed_out: 'checking',
  unreadable_answer: 'checking',
  unexpected_answer: 'checking',
  internal_error: 'checking',
  maintenance: 'checking',
  prompt_not_found: 'checking',
  result_unlisted: 'checking',
} as const satisfies Record<DarajaErrorCode | 'pending', keyof typeof words>
