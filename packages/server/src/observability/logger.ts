import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from '../config/config.ts'

/** Names under which a secret could reach a log; their values never do. */
export const secretNames = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'passkey',
  'pin',
  'code',
  'token',
  'access_token',
  'secret',
  'key',
  'api_key',
  'phone_number',
  'msisdn',
] as const

/** Lines for people on a terminal, JSON for machines; chosen by where they go, not by an environment's name. */
export function createLogger(level: Config['logLevel'], out: NodeJS.WriteStream): Logger {
  const redact = {
    paths: secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
    censor: '[secret]',
  }
  if (!out.isTTY) return pino({ level, redact, base: null }, out)
  return pino(
    { level, redact, base: null },
    pretty({ colorize: true, ignore: 'pid,hostname', destination: out }),
  )
}
