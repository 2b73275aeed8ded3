import { StartProblem } from '../errors.ts'
import { isPublic } from './addresses.ts'
import type { Config } from './config.ts'
import type { Variables } from './environment.ts'

const publicSandboxPasskey = 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919'
// Hosts that forward to a laptop: Safaricom refuses them in production.
const tunnels =
  /(^|\.)(ngrok\.io|ngrok\.app|ngrok-free\.app|loca\.lt|trycloudflare\.com|mockbin\.(com|org)|requestbin\.com)$/

/** Stops a production start that would be unsafe, with the one thing to change. @throws StartProblem */
export function refuseUnsafeProduction(config: Config, variables: Variables): void {
  for (const refuse of [
    callbackRule,
    publicUrlRule,
    hostRule,
    credentialsRule,
    secretRule,
    smsRule,
    databaseRule,
  ]) {
    const sentence = refuse(config, variables)
    if (sentence !== null) throw new StartProblem(sentence)
  }
}

function callbackRule({ mpesa }: Config): string | null {
  const url = new URL(mpesa.callbackUrl)
  if (url.protocol !== 'https:')
    return 'MPESA_CALLBACK_URL must be https in production: Safaricom calls nothing else.'
  if (!isPublic(url.hostname) || /(^|\.)yourdomain\.com$/.test(url.hostname)) {
    return 'MPESA_CALLBACK_URL must be the public address of this server in production: Safaricom cannot reach the one given.'
  }
  if (tunnels.test(url.hostname))
    return 'MPESA_CALLBACK_URL is a tunnel, which Safaricom refuses in production: use the server’s own domain.'
  return null
}

function publicUrlRule({ publicUrl }: Config): string | null {
  if (publicUrl.startsWith('https:')) return null
  return 'PUBLIC_URL must be https in production: without it session cookies could be read on the way.'
}

function hostRule({ mpesa }: Config): string | null {
  const host = new URL(mpesa.baseUrl)
  if (
    host.protocol === 'https:' &&
    isPublic(host.hostname) &&
    host.hostname !== 'sandbox.safaricom.co.ke'
  )
    return null
  return 'MPESA_BASE_URL must be Safaricom’s production host in production: remove it to use https://api.safaricom.co.ke.'
}

function credentialsRule({ mpesa }: Config): string | null {
  const demo: [string, string, boolean][] = [
    [
      'MPESA_CONSUMER_KEY',
      mpesa.consumerKey,
      /^(your_|simulator$|key$|test$)/i.test(mpesa.consumerKey),
    ],
    [
      'MPESA_CONSUMER_SECRET',
      mpesa.consumerSecret,
      /^(your_|simulator$|secret$|test$)/i.test(mpesa.consumerSecret),
    ],
    [
      'MPESA_PASSKEY',
      mpesa.passkey,
      mpesa.passkey === publicSandboxPasskey || /^your_/i.test(mpesa.passkey),
    ],
    ['MPESA_BUSINESS_SHORT_CODE', mpesa.shortcode, mpesa.shortcode === '174379'],
  ]
  const found = demo.find(([, , isDemo]) => isDemo)
  return found === undefined
    ? null
    : `${found[0]} is a demonstration value: production needs your own, from the Daraja portal.`
}

function secretRule({ secret }: Config): string | null {
  const text = secret.toString('utf8')
  if (new Set(text).size >= 10 && !/change.?me|example|your_|secret123|password/i.test(text))
    return null
  return 'HAZINA_SECRET looks like a demonstration value: use 32 random characters or more (openssl rand -base64 32).'
}

function smsRule({ sms }: Config): string | null {
  if (sms.kind === 'africastalking' && !sms.sandbox) return null
  return 'An SMS provider is missing: customers sign in by one-time code, so set AFRICASTALKING_USERNAME and AFRICASTALKING_API_KEY.'
}

function databaseRule({ database }: Config, variables: Variables): string | null {
  if (database.kind === 'embedded') {
    return 'DATABASE_URL is missing: production needs a PostgreSQL server of its own (run `hazina db init` once, it says how).'
  }
  const owner = roleIn(variables.DATABASE_OWNER_URL)
  if (owner !== undefined && owner === roleIn(variables.DATABASE_URL)) {
    return 'DATABASE_URL is the owner’s: the server must run as a role that cannot write the books (`hazina db init` makes it).'
  }
  return null
}

function roleIn(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).username : undefined
}
