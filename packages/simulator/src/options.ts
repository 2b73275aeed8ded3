import { type CollectionSwitches, collectionSwitches } from './c2b/switches.ts'
import type { ChaosInput } from './chaos/chaos.ts'
import type { Product } from './daraja/endpoints.ts'
import { type GatewaySwitches, gatewaySwitches } from './daraja/switches.ts'
import type { FaultSettings, Span } from './faults/faults.ts'
import { type OperationSwitches, operationSwitches } from './operations/switches.ts'
import type {
  ApiRole,
  CertificateRecord,
  Change,
  OrganisationAccount,
  PayBillTariff,
} from './state/records.ts'
import type { Clock, MovableClock } from './time/clock.ts'

/** What a phone does with a prompt by itself; `manual` waits for a person. */
export const autoAnswers = ['manual', 'pay', 'cancel', 'ignore', 'wrong-pin'] as const
export type AutoAnswer = (typeof autoAnswers)[number]

export type Language = 'en' | 'sw'

/** A business on the simulated M-PESA. */
export type Business = {
  /** Paybill number; for a till the store (head office) number that requests name as BusinessShortCode. */
  shortcode: string
  /** As the prompt and the SMS show it. */
  name: string
  type: 'paybill' | 'till'
  passkey: string
  /** Till number, which requests for a till name as PartyB. */
  till?: string
  /** Who bears the charge of customers' payments. Default: nobody is charged. */
  tariff?: PayBillTariff
  /** Whether B2C payments carry the receiver's withdrawal fee. Default false. */
  feePaidByBusiness?: boolean
  /** Default: the sandbox's `testapi` with every role. */
  initiators?: readonly InitiatorInput[]
  /** The phone that gets the till's Express CheckOut prompts. */
  nominatedNumber?: string
  /** Whether the validation URL is asked before a customer's payment is accepted. Default false. */
  externalValidation?: boolean
  chargeProfile?: string
  /** Shortcode of the head office. */
  parent?: string
  /** Shillings to start with, from the bank of the organisation. Default none. */
  balances?: Partial<Record<OrganisationAccount, number>>
}

/** An API operator of an organisation. */
export type InitiatorInput = {
  name: string
  password: string
  /** Default: every role. */
  roles?: readonly ApiRole[]
}

/** An application on the portal: the pair of keys it signs in with. */
export type DarajaApp = {
  consumerKey: string
  consumerSecret: string
  /** What it was given on the portal. Default: everything. */
  products?: readonly Product[]
}

export type Timings = {
  /** From the accepted push to the prompt on the phone. */
  promptDelayMs: number
  /** How long the prompt stays; about a minute in production (reference §9.7). */
  promptLifeMs: number
  /** From the accepted push to result 1037 when the phone is off; 26 s measured in the sandbox (§9.7). */
  unreachableAfterMs: number
  /** From the customer's answer to the final result and its callback. */
  callbackDelayMs: Span
  /** Younger pushes are unknown to the query: 400.002.02 Invalid CheckoutRequestID (§10). */
  earlyQueryMs: number
  /** How long an automatic answer takes after the prompt appeared. */
  autoAnswerAfterMs: number
  /** How long a business may take to say whether it accepts a customer's payment; about 8 s by the docs (§13). */
  validationMs: number
  /** How long a callback receiver may take to answer. */
  callbackTimeoutMs: number
  /** From what an organisation asks for (B2C, B2B, a balance, …) to its result. */
  operationDelayMs: Span
  /** From a request that is lost in M-PESA's queue to the call of its QueueTimeOutURL. */
  queueTimeOutMs: Span
}

/** Money rules of customers, in shillings (reference §31). */
export type Limits = {
  transactionKes: number
  dailyKes: number
  balanceKes: number
}

/** What the payer is charged from `fromKes` up to the next band. */
export type TariffBand = { fromKes: number; feeKes: number }

/** Where sources differ or eras do: how this Daraja behaves. The defaults are what was seen live in 2026. */
export type Behaviour = CollectionSwitches &
  GatewaySwitches &
  OperationSwitches & {
    /** `expires_in` as a number (live 2026) or a string (older, portal). */
    expiresIn: 'number' | 'string'
    /** What wrong consumer keys get: the sandbox's envelope, or production's HTTP 400 without a body (§5). */
    wrongKeys: 'envelope' | 'empty'
    /** A new token makes the application's earlier ones invalid, as the portal says (§5). */
    newTokenRevokes: boolean
    /** Documentation rules that live traffic is not held to: fresh timestamps, lengths, exact TransactionType. */
    strict: boolean
    /** Five queries a minute, one at a time, for each application (§10). */
    querySpikeArrest: boolean
    /** What the query says of an id it does not know (§10, both seen live). */
    unknownQuery: 'does-not-exist' | 'invalid-field'
    /** The same amount from the same customer within this time is result 17; 0 turns the rule off (§9.6). */
    repeatedAmountMs: number
    /** `{"Name":"Balance"}` among the items of a success. */
    callbackBalanceItem: boolean
    /** PhoneNumber as `254708***149`. */
    callbackMaskedPhone: boolean
    callbackItemOrder: 'live' | 'shuffled'
    /** JSON types of Amount, TransactionDate and PhoneNumber. */
    callbackValues: 'numbers' | 'strings'
    /** How often a callback is tried until it gets a 2xx; Safaricom tries once (§8.4). */
    callbackAttempts: number
    callbackRetryMs: number
    /** Sent as X-Forwarded-For, one of them per callback; a forged one comes from 203.0.113.9. None by default. */
    callbackForwardedFor: readonly string[]
  }

/** What a new subscriber starts with. */
export type SubscriberDefaults = {
  balanceKes: number
  pin: string
  language: Language
}

export type SimulatorOptions = {
  /** Default: the system's time, which `advance` moves ahead. */
  clock?: SimulatorClock
  /** The same seed gives the same ids, delays and chances; default a random one. */
  seed?: number | string
  /** Where the state is kept; without it everything is in memory only. */
  stateFile?: string
  /** How callbacks reach the caller; default the global fetch. */
  fetch?: typeof fetch
  /** Base of `url` until `listen` has given it an address. Default `http://simulator.localhost`. */
  baseUrl?: string
  /** Host names, beside loopback names and addresses, under which the control pages may be asked for. */
  allowedHosts?: readonly string[]
  businesses?: readonly Business[]
  /** Accepted key pairs; default any. */
  apps?: readonly DarajaApp[]
  subscribers?: readonly InitialSubscriber[]
  subscriberDefaults?: Partial<SubscriberDefaults>
  /** Whether a number that is not known becomes a subscriber when a push is for it. Default true. */
  openSubscribers?: boolean
  /** For every phone that has none of its own. Default `manual`. */
  autoAnswer?: AutoAnswer
  timings?: Partial<Timings>
  limits?: Partial<Limits>
  /** Default: customers pay nothing. */
  customerTariff?: readonly TariffBand[]
  behaviour?: Partial<Behaviour>
  /** The key pair of security credentials, in PEM. Default: one made at first use and kept with the state. */
  certificate?: CertificateRecord
  faults?: FaultSettings
  /** A profile's name or chances of one's own; default what the state file has, else none. */
  chaos?: ChaosInput
  /** Rows to begin with instead of an empty state; a recording has them. @internal */
  rows?: readonly Change[]
  /** Hears, in a sentence, that the state file could not be written. Default: standard error. */
  onTrouble?: (sentence: string) => void
}

export type InitialSubscriber = {
  /** Any Kenyan spelling. */
  phone: string
  name?: string
  balance?: number
  pin?: string
  language?: Language
  autoAnswer?: AutoAnswer
  /** Whether the number is an M-PESA customer. Default true. */
  registered?: boolean
  /** Whether the subscriber has a Pochi la Biashara. Default false. */
  pochi?: boolean
  limits?: Partial<Limits>
}

/** Either clock of this package, or one of the same shape. */
export type SimulatorClock = Clock & Partial<MovableClock> & { offsetMs?(): number }

export type Config = {
  businesses: readonly Business[]
  apps: readonly DarajaApp[] | undefined
  subscriberDefaults: SubscriberDefaults
  openSubscribers: boolean
  timings: Timings
  limits: Limits
  customerTariff: readonly TariffBand[]
  behaviour: Behaviour
  certificate: CertificateRecord | undefined
  allowedHosts: readonly string[]
}

/** The paybill every Daraja developer knows, with its public passkey (reference §6). */
export const sandboxBusiness: Business = {
  shortcode: '174379',
  name: 'HAZINA TEST',
  type: 'paybill',
  passkey: 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919',
}

/** The options with every default filled in. */
export function resolveConfig(options: SimulatorOptions): Config {
  return {
    businesses: options.businesses ?? [sandboxBusiness],
    apps: options.apps,
    openSubscribers: options.openSubscribers ?? true,
    subscriberDefaults: {
      balanceKes: 5_000,
      pin: '1234',
      language: 'en',
      ...options.subscriberDefaults,
    },
    timings: { ...defaultTimings, ...options.timings },
    limits: { transactionKes: 250_000, dailyKes: 500_000, balanceKes: 500_000, ...options.limits },
    customerTariff: options.customerTariff ?? [],
    behaviour: { ...defaultBehaviour, ...options.behaviour },
    certificate: options.certificate,
    allowedHosts: options.allowedHosts ?? [],
  }
}

const defaultTimings: Timings = {
  promptDelayMs: 1_000,
  promptLifeMs: 60_000,
  unreachableAfterMs: 26_000,
  callbackDelayMs: [1_000, 3_000],
  earlyQueryMs: 1_000,
  autoAnswerAfterMs: 2_000,
  validationMs: 8_000,
  callbackTimeoutMs: 30_000,
  operationDelayMs: [2_000, 5_000],
  queueTimeOutMs: [20_000, 40_000],
}

const defaultBehaviour: Behaviour = {
  ...collectionSwitches,
  ...gatewaySwitches,
  ...operationSwitches,
  expiresIn: 'number',
  wrongKeys: 'envelope',
  newTokenRevokes: false,
  strict: false,
  querySpikeArrest: false,
  unknownQuery: 'does-not-exist',
  repeatedAmountMs: 0,
  callbackBalanceItem: true,
  callbackMaskedPhone: false,
  callbackItemOrder: 'live',
  callbackValues: 'numbers',
  callbackAttempts: 1,
  callbackRetryMs: 10_000,
  callbackForwardedFor: [],
}
