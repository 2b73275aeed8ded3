import type { SmsConfig } from '../notifications/sms.ts'

export type Environment = 'simulator' | 'sandbox' | 'production'

export type MpesaConfig = {
  environment: Environment
  baseUrl: string
  consumerKey: string
  consumerSecret: string
  shortcode: string
  passkey: string
  transactionType: 'CustomerPayBillOnline' | 'CustomerBuyGoodsOnline'
  /** The till, where the shortcode is a till's store number; the shortcode itself otherwise. */
  partyB: string
  /** What a transaction's token is appended to. */
  callbackUrl: string
  /** Whole shillings. */
  amountMaxKes: number
  allowOtherNetworks: boolean
  /** Requests a minute to Daraja; null is no limit of ours. */
  requestsPerMinute: number | null
  /** How long a prompt stays on a phone. */
  promptSeconds: number
  /** Prompts to one phone in an hour that nobody paid. */
  unpaidPromptsPerHour: number
  /** Whether Safaricom sends C2B confirmations here, so that people may be told to pay by PayBill. */
  paybillConfirmations: boolean
  /** Addresses whose callbacks are believed; null believes every address that knows a token. */
  callbackAddresses: readonly string[] | null
}

export type DatabaseConfig =
  | { kind: 'embedded'; dataDirectory: string | null }
  | { kind: 'external'; url: string; ownerUrl: string | null }

export type Config = {
  environment: Environment
  host: string
  port: number
  /** What people type to reach it; the scheme decides whether cookies are Secure. */
  publicUrl: string
  simulatorPort: number
  /** Whether this process runs the simulator too. */
  runsSimulator: boolean
  /** Where the phones are, for the pages; null outside of the simulator. */
  simulatorUrl: string | null
  businessName: string
  mpesa: MpesaConfig
  database: DatabaseConfig
  databaseConnections: number
  /** Key material for one-time codes and the C2B confirmation address. */
  secret: Buffer
  sms: SmsConfig
  smsReceipts: boolean
  trustedProxies: readonly string[]
  metricsToken: string | null
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}
