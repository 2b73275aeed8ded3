import { createDaraja, type Daraja, darajaHosts } from '../daraja.ts'
import { isLoopback } from '../http/rate-limiter.ts'
import { type Msisdn, parseMsisdn } from '../msisdn.ts'
import { UsageError } from './exit-codes.ts'
import type { CliIo } from './io.ts'

/** What every command takes. */
export type GlobalOptions = {
  host?: string
  key?: string
  secret?: string
  timeout?: string
  json?: boolean
}

export type Host = { baseUrl: string; kind: 'production' | 'sandbox' | 'loopback' | 'other' }

/** `sandbox`, `production` or a URL; left out, `DARAJA_HOST`, and without it the sandbox. */
export function hostOf(options: GlobalOptions, io: CliIo): Host {
  const told = options.host ?? io.env.DARAJA_HOST ?? 'sandbox'
  if (told === 'sandbox' || told === darajaHosts.sandbox) {
    return { baseUrl: darajaHosts.sandbox, kind: 'sandbox' }
  }
  if (told === 'production' || told === darajaHosts.production) {
    return { baseUrl: darajaHosts.production, kind: 'production' }
  }
  if (!URL.canParse(told) || !/^https?:$/.test(new URL(told).protocol)) {
    throw new UsageError(`--host is sandbox, production or a URL, and not "${told}".`)
  }
  return { baseUrl: told, kind: isLoopback(told) ? 'loopback' : 'other' }
}

/** A client for that host. A simulator on this machine takes any key. */
export function clientOf(options: GlobalOptions, io: CliIo): Daraja {
  const { baseUrl, kind } = hostOf(options, io)
  const fallback = kind === 'loopback' ? 'simulator' : undefined
  const key = { flag: '--key', variable: 'DARAJA_CONSUMER_KEY', fallback }
  const secret = { flag: '--secret', variable: 'DARAJA_CONSUMER_SECRET', fallback }
  const { fetch, clock, random } = io
  return createDaraja({
    baseUrl,
    consumerKey: needed(options.key, key, io),
    consumerSecret: needed(options.secret, secret, io),
    fetch,
    clock,
    random,
    ...(options.timeout !== undefined && {
      timeoutMs: Math.max(1, wholeNumber(options.timeout, 'timeout')) * 1000,
    }),
  })
}

/** What an option says, or else a variable of the environment, or else what suits the host. */
export function needed(
  given: string | undefined,
  source: { flag: string; variable: string; fallback?: string | undefined },
  io: CliIo,
): string {
  const value = given || io.env[source.variable] || source.fallback
  if (value === undefined) throw new UsageError(`Give ${source.flag}, or set ${source.variable}.`)
  return value
}

export function phoneOf(typed: string): Msisdn {
  const parsed = parseMsisdn(typed, { allowOtherNetworks: true })
  if (!parsed.ok) throw new UsageError(`"${typed}" is no Kenyan mobile number.`)
  return parsed.msisdn
}

export function wholeNumber(typed: string, what: string): number {
  if (!/^\d{1,9}$/.test(typed))
    throw new UsageError(`The ${what} is a whole number, not "${typed}".`)
  return Number(typed)
}
