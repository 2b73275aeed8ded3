/** Where sources differ, or eras do, in how the gateway and M-PESA Express answer (reference §4, §9, §10). Part of `Behaviour`. */
export type GatewaySwitches = {
  /**
   * An application without the product: each API in its own words, or all with `401.003.01 … no apiproduct match found`
   * (§4).
   */
  missingProduct: 'own-words' | 'no-match'
  /** Requests a minute of each application, all APIs together; more meet the spike arrest. 0: no limit. */
  spikeArrestPerMinute: number
  /** Apigee's fault with HTTP 429 (live), or 500.003.02 in the words of the portal, or in its other words (§4). */
  spikeArrestAnswer: 'fault' | 'envelope' | 'busy'
  /** Requests a day of each application; more get 500.003.03. 0: no limit. */
  quotaPerDay: number
  /** M-PESA is being worked on: every API but OAuth answers 00.002.1001 (§4; its HTTP status is a guess). */
  maintenance: boolean
  /** What OAuth says without a Basic header, or with wrong keys: the live words or the portal's (§4). */
  authenticationText: 'Invalid Authentication passed' | 'Invalid Authentication type passed'
  /** What a wrong Password of a push gets: both were seen (§4). */
  wrongPasswordText: '[MerchantValidate] - Wrong credentials' | 'Wrong credentials'
  /** How the query tells that a push is pending; `alternating` is what was seen live (§10). */
  pendingQuery: 'alternating' | '4999' | '500' | '500-empty'
  /** A second push while one is open: refused at once, or accepted with result 1001 (§9.7). */
  secondPush: 'refused' | 'result-1001'
  /**
   * What ends a prompt nobody answers: 1037 with other words in the query than in the callback (live), with the callback's
   * words in both, with production's words in both, or the older 1019 (§9.6).
   */
  unansweredPush: 'no-response' | 'no-response-alike' | 'ds-timeout' | 'expired'
  /** What a customer who cancels gets: live words, the portal's, or the older code 1031 (§9.6). */
  cancelledPush: 'live' | 'portal' | '1031'
}

export const gatewaySwitches: GatewaySwitches = {
  missingProduct: 'own-words',
  spikeArrestPerMinute: 0,
  spikeArrestAnswer: 'fault',
  quotaPerDay: 0,
  maintenance: false,
  authenticationText: 'Invalid Authentication passed',
  wrongPasswordText: '[MerchantValidate] - Wrong credentials',
  pendingQuery: 'alternating',
  secondPush: 'refused',
  unansweredPush: 'no-response',
  cancelledPush: 'live',
}
