import type { FaultSubject } from '../faults/fault-rules.ts'
import type { Network } from '../network.ts'
import type { DarajaAnswer, DarajaRequest } from './answer.ts'
import type { Body } from './fields.ts'
import type { LimitMemory } from './limits.ts'

/** Every API by the name that faults, limits and the traffic view know it by. */
export const apiNames = [
  'oauth',
  'push',
  'query',
  'c2b-register',
  'c2b-simulate',
  'b2c',
  'pochi',
  'b2b',
  'tax-remittance',
  'express',
  'transaction-status',
  'account-balance',
  'reversal',
  'qr',
  'bill-manager',
  'ratiba',
  'pull-register',
  'pull-query',
  'imsi',
  'sim-swap',
  'imsi-lookup',
  'age-on-network',
  'org-info',
  'b2c-hakikisha',
  'validate-identity',
  'bonga',
] as const
export type ApiName = (typeof apiNames)[number]

/** What an application is given on the portal, one by one (reference §2, §35). */
export const products = [
  'm-pesa-express',
  'c2b-v1',
  'c2b-v2',
  'b2c-v1',
  'b2c-v3',
  'pochi',
  'b2b',
  'tax-remittance',
  'express-checkout',
  'transaction-status',
  'account-balance',
  'reversal',
  'dynamic-qr',
  'bill-manager',
  'ratiba',
  'pull-transactions',
  'imsi',
  'sim-swap',
  'imsi-lookup',
  'age-on-network',
  'org-info',
  'b2c-hakikisha',
  'validate-identity',
  'bonga',
] as const
export type Product = (typeof products)[number]

/**
 * Which words an API has for a token that is wrong and a product that is missing (reference §4, §36.1). `stk`: 404.001.03;
 * `c2b`: 400.003.01, without a header 404.001.04; `b2c`: 401.002.01 with the token quoted; `pull`: 401.001; `express`: 401.
 */
export type TokenFamily = 'stk' | 'c2b' | 'b2c' | 'status' | 'pull' | 'express'

/** What a condition of a fault is compared with. */
export type CallSubject = Omit<FaultSubject, 'api'>

/** What requests leave behind in the gateway, none of it worth keeping over a restart. */
export type GatewayMemory = {
  limits: LimitMemory
  /** How often each pending push was asked about; the answers alternate. */
  pendingAnswers: Map<string, number>
}

/** A request that passed method, path, token and body. */
export type Call = {
  /** The application that the token was given to. Empty where no token is needed. */
  consumerKey: string
  /** The path of the table that was asked for. */
  path: string
  /** The JSON object of the request; empty when it was not sent as JSON, or is no object. */
  body: Body
  /** Whatever JSON the request carries, for endpoints whose `body` is `json`. */
  json: unknown
  request: DarajaRequest
  memory: GatewayMemory
}

/** One API method of Daraja, as the gateway finds it. */
export type Endpoint = {
  api: ApiName
  /** Usually `['POST']`; another method is 405.001. */
  methods: readonly string[]
  /** Exact paths, without a slash at the end. */
  paths: readonly string[]
  /** What the application must have; null where no token is needed. */
  product: Product | null
  family: TokenFamily
  /** `object` (the default) refuses JSON that is no object with 400.002.05; `json` lets everything through. */
  body?: 'object' | 'json'
  /** What the conditions of answer faults look at. */
  subject?(network: Network, call: Call): CallSubject
  /** Checks the fields in the order of the reference's table, and answers. */
  answer(network: Network, call: Call): DarajaAnswer | Promise<DarajaAnswer>
}
