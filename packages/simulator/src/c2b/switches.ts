/**
 * Where sources differ, or sandbox and production do, in what customers pay to businesses (reference §11–§13, §18,
 * §22–§28). Part of `Behaviour`.
 */
export type CollectionSwitches = {
  /**
   * `production`: C2B URLs can be registered once only, must be HTTPS, and simulate is refused (§11, §12). `sandbox`: any
   * time, HTTP too.
   */
  c2bMode: 'sandbox' | 'production'
  /** Success of a registration: ResponseCode `00000000` as seen live in 2026, or `0` as documented (§11). */
  c2bRegisterAnswer: 'live' | 'docs'
  /** What a second registration gets in production: the usual words, or those seen behind an aggregator (§11). */
  c2bRegisterAgain: 'already-registered' | 'duplicate-notification'
  /** How the payer's number is told: hash or mask by API version, or the mask laid over the hash (§13, seen once). */
  c2bMsisdn: 'by-version' | 'masked-hash'
  /** `first`: FirstName, the others empty. `first-only`: the other keys are missing. `all`: every name (§13). */
  c2bNames: 'first' | 'first-only' | 'all'
  /** `"40.00"`, or `"40"` as the sandbox has it now and then (§13). */
  c2bAmount: 'decimals' | 'whole'
  /** `production`: Pay Bill, Customer Merchant Payment. `docs`: Pay Bill, Buy Goods. `empty`: as the sandbox at times. */
  c2bTransactionType: 'production' | 'docs' | 'empty'
  /** How many confirmations are sent at all: 1 is every one, the sandbox's figure is about 0.4 (§12). */
  c2bConfirmationChance: number
  /**
   * A push paid to a business with registered URLs is confirmed there too, under the same receipt. Widely reported, never
   * captured (§13): off unless asked for.
   */
  stkSendsC2b: boolean
  /** The form of a registration's answer: `ResponseStatus`, or `Response Status` as one production user reads it (§25). */
  pullRegisterKeys: 'joined' | 'spaced'
  /** Nothing found: without the key `Response` as seen live, with `[[]]`, or HTTP 500; both are documented (§25). */
  pullNothing: 'live' | 'docs' | '500'
  /** ResponseCode `00` as seen live, or a conversation id and a RequestID as documented (§22). */
  qrAnswer: 'live' | 'docs'
  /** Success of Query Org Info: `4000` in the portal's sample, `0` in its table (§27). */
  orgInfoSuccess: '4000' | '0'
  /** Bonga is answered when the request was taken, or only when the customer gave the PIN; the portal says both (§28). */
  bongaAnswer: 'at-once' | 'after-pin'
  /** Redeeming points: works, or HTTP 404 without a body as the sandbox answers (§28). */
  bongaRedeem: 'works' | 'not-found'
}

export const collectionSwitches: CollectionSwitches = {
  c2bMode: 'sandbox',
  c2bRegisterAnswer: 'live',
  c2bRegisterAgain: 'already-registered',
  c2bMsisdn: 'by-version',
  c2bNames: 'first',
  c2bAmount: 'decimals',
  c2bTransactionType: 'production',
  c2bConfirmationChance: 1,
  stkSendsC2b: false,
  pullRegisterKeys: 'joined',
  pullNothing: 'live',
  qrAnswer: 'live',
  orgInfoSuccess: '4000',
  bongaAnswer: 'at-once',
  bongaRedeem: 'works',
}
