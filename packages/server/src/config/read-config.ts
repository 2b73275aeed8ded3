import { StartProblem } from '../errors.ts'
import type { SmsConfig } from '../notifications/sms.ts'
import { isLoopback } from './addresses.ts'
import type { Config, DatabaseConfig, Environment, MpesaConfig } from './config.ts'
import type { Variables } from './environment.ts'
import { readCallbackAddresses, readProxies } from './peer-addresses.ts'
import { refuseUnsafeProduction } from './production-rules.ts'

// The public test credentials of Safaricom's sandbox; the simulator honours the same.
const sandboxShortcode = '174379'
const sandboxPasskey = 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919'

const safaricomHosts = {
  sandbox: 'https://sandbox.safaricom.co.ke',
  production: 'https://api.safaricom.co.ke',
} as const

/**
 * Makes the typed configuration out of the variables, refusing what cannot be meant or is not safe.
 * `generatedSecret` gives the installation's own key material where HAZINA_SECRET is not set.
 * @throws StartProblem with one sentence that says what to change.
 */
export function readConfig(variables: Variables, generatedSecret: () => Buffer): Config {
  const environment = chooseEnvironment(variables)
  const mpesa = readMpesa(variables, environment)
  const host = variables.HOST ?? (environment === 'simulator' ? 'localhost' : '::')
  const runsSimulator = environment === 'simulator' && variables.MPESA_BASE_URL === undefined
  const config: Config = {
    environment,
    host,
    port: variables.PORT,
    publicUrl: variables.PUBLIC_URL ?? publicUrl(variables, environment),
    simulatorPort: variables.SIMULATOR_PORT,
    runsSimulator,
    simulatorUrl: environment === 'simulator' ? mpesa.baseUrl : null,
    businessName: variables.BUSINESS_NAME ?? 'Hazina',
    mpesa,
    database: readDatabase(variables),
    databaseConnections: variables.DATABASE_CONNECTIONS,
    secret: readSecret(variables, environment, generatedSecret),
    sms: readSms(variables, environment, mpesa.baseUrl),
    smsReceipts: variables.SMS_RECEIPTS,
    trustedProxies: readProxies(variables, environment),
    metricsToken: variables.METRICS_TOKEN ?? null,
    logLevel: variables.LOG_LEVEL,
  }
  if (environment === 'production') refuseUnsafeProduction(config, variables)
  return config
}

function chooseEnvironment(variables: Variables): Environment {
  if (variables.MPESA_ENVIRONMENT !== undefined) return variables.MPESA_ENVIRONMENT
  const hasCredentials =
    variables.MPESA_CONSUMER_KEY !== undefined || variables.MPESA_CONSUMER_SECRET !== undefined
  return hasCredentials ? 'sandbox' : 'simulator'
}

function readMpesa(variables: Variables, environment: Environment): MpesaConfig {
  const inSimulator = environment === 'simulator'
  const baseUrl = (variables.MPESA_BASE_URL ?? defaultBaseUrl(variables, environment)).replace(
    /\/+$/,
    '',
  )
  const loopback = isLoopback(new URL(baseUrl).hostname)
  if (inSimulator && !loopback) {
    throw new StartProblem(
      'MPESA_ENVIRONMENT is simulator but MPESA_BASE_URL is another machine: set MPESA_ENVIRONMENT to sandbox or production, or remove MPESA_BASE_URL.',
    )
  }
  const shortcode = required(
    variables,
    'MPESA_BUSINESS_SHORT_CODE',
    inSimulator ? sandboxShortcode : null,
  )
  const callsBackHere = inSimulator || (environment === 'sandbox' && loopback)
  const fallbackCallback = callsBackHere
    ? `http://localhost:${variables.PORT}/api/mpesa/callback`
    : null
  const callbackUrl = required(variables, 'MPESA_CALLBACK_URL', fallbackCallback).replace(
    /\/+$/,
    '',
  )
  refuseUnreachableCallback(callbackUrl, environment, loopback)
  return {
    environment,
    baseUrl,
    consumerKey: required(variables, 'MPESA_CONSUMER_KEY', inSimulator ? 'simulator' : null),
    consumerSecret: required(variables, 'MPESA_CONSUMER_SECRET', inSimulator ? 'simulator' : null),
    shortcode,
    passkey: required(variables, 'MPESA_PASSKEY', inSimulator ? sandboxPasskey : null),
    transactionType: variables.MPESA_TRANSACTION_TYPE,
    partyB: partyB(variables, shortcode),
    callbackUrl,
    amountMaxKes: variables.MPESA_AMOUNT_MAX,
    allowOtherNetworks: variables.MPESA_ALLOW_OTHER_NETWORKS,
    requestsPerMinute: requestsPerMinute(variables, loopback),
    promptSeconds: variables.MPESA_PROMPT_SECONDS,
    unpaidPromptsPerHour: variables.MPESA_UNPAID_PROMPTS_PER_HOUR,
    paybillConfirmations: inSimulator || variables.MPESA_PAYBILL_CONFIRMATIONS,
    callbackAddresses: readCallbackAddresses(variables, environment),
  }
}

function defaultBaseUrl(variables: Variables, environment: Environment): string {
  switch (environment) {
    case 'simulator':
      return `http://localhost:${variables.SIMULATOR_PORT}`
    case 'sandbox':
      return safaricomHosts.sandbox
    case 'production':
      return safaricomHosts.production
  }
}

type RequiredName =
  | 'MPESA_CONSUMER_KEY'
  | 'MPESA_CONSUMER_SECRET'
  | 'MPESA_BUSINESS_SHORT_CODE'
  | 'MPESA_PASSKEY'
  | 'MPESA_CALLBACK_URL'

function required(variables: Variables, name: RequiredName, fallback: string | null): string {
  const value = variables[name] ?? fallback
  if (value === null) {
    throw new StartProblem(
      `${name} is missing: set it in the environment or in .env (see .env.example).`,
    )
  }
  return value
}

function refuseUnreachableCallback(
  callbackUrl: string,
  environment: Environment,
  loopbackDaraja: boolean,
): void {
  const url = new URL(callbackUrl)
  if (url.search !== '' || url.hash !== '') {
    throw new StartProblem(
      'MPESA_CALLBACK_URL must have no ? or # part: each transaction gets its own path below it.',
    )
  }
  if (!/\/(api\/mpesa\/callback|hooks\/stk)$/.test(url.pathname)) {
    throw new StartProblem(
      'MPESA_CALLBACK_URL must end in /api/mpesa/callback or /hooks/stk, where Hazina listens.',
    )
  }
  if (environment === 'sandbox' && !loopbackDaraja && isLoopback(url.hostname)) {
    throw new StartProblem(
      'MPESA_CALLBACK_URL is an address of this machine, which Safaricom cannot reach: use a public https URL (ngrok will do for the sandbox).',
    )
  }
}

function partyB(variables: Variables, shortcode: string): string {
  if (variables.MPESA_TRANSACTION_TYPE === 'CustomerPayBillOnline') return shortcode
  if (variables.MPESA_TILL_NUMBER === undefined) {
    throw new StartProblem(
      'MPESA_TILL_NUMBER is missing: CustomerBuyGoodsOnline pays a till, so set its number.',
    )
  }
  return variables.MPESA_TILL_NUMBER
}

function requestsPerMinute(variables: Variables, loopback: boolean): number | null {
  if (variables.MPESA_REQUESTS_PER_MINUTE === 'off') return null
  return variables.MPESA_REQUESTS_PER_MINUTE ?? (loopback ? null : 100)
}

function readDatabase(variables: Variables): DatabaseConfig {
  if (variables.DATABASE_URL === undefined) {
    return { kind: 'embedded', dataDirectory: variables.HAZINA_DATA_DIR ?? null }
  }
  return {
    kind: 'external',
    url: variables.DATABASE_URL,
    ownerUrl: variables.DATABASE_OWNER_URL ?? null,
  }
}

function readSecret(
  variables: Variables,
  environment: Environment,
  generated: () => Buffer,
): Buffer {
  if (variables.HAZINA_SECRET === undefined) {
    if (environment !== 'production') return generated()
    throw new StartProblem(
      'HAZINA_SECRET is missing: production needs 32 random characters or more of its own (openssl rand -base64 32).',
    )
  }
  if (variables.HAZINA_SECRET.length < 32) {
    throw new StartProblem(
      'HAZINA_SECRET is too short: use 32 random characters or more (openssl rand -base64 32).',
    )
  }
  return Buffer.from(variables.HAZINA_SECRET, 'utf8')
}

function readSms(variables: Variables, environment: Environment, baseUrl: string): SmsConfig {
  const provider = variables.SMS_PROVIDER ?? defaultSmsProvider(variables, environment)
  switch (provider) {
    case 'none':
      return { kind: 'none' }
    case 'simulator':
      if (environment === 'simulator') return { kind: 'simulator', url: baseUrl }
      throw new StartProblem(
        'SMS_PROVIDER is simulator, which exists only when MPESA_ENVIRONMENT is simulator: use africastalking.',
      )
    case 'africastalking': {
      const { AFRICASTALKING_USERNAME: username, AFRICASTALKING_API_KEY: apiKey } = variables
      if (username === undefined || apiKey === undefined) {
        throw new StartProblem(
          'AFRICASTALKING_USERNAME and AFRICASTALKING_API_KEY are needed to send SMS: set both, or SMS_PROVIDER to none.',
        )
      }
      const senderId = variables.AFRICASTALKING_SENDER_ID
      return {
        kind: 'africastalking',
        username,
        apiKey,
        ...(senderId === undefined ? {} : { senderId }),
        sandbox: username === 'sandbox',
      }
    }
  }
}

function defaultSmsProvider(variables: Variables, environment: Environment) {
  if (environment === 'simulator') return 'simulator'
  return variables.AFRICASTALKING_API_KEY === undefined ? 'none' : 'africastalking'
}

function publicUrl(variables: Variables, environment: Environment): string {
  if (environment === 'simulator' || variables.MPESA_CALLBACK_URL === undefined) {
    return `http://localhost:${variables.PORT}`
  }
  return new URL(variables.MPESA_CALLBACK_URL).origin
}
