import { createSecurityCredential } from '../credential/security-credential.ts'
import { isDarajaInputError } from '../errors.ts'
import { answerBytesMax, exchange } from '../http/http.ts'
import { sandbox } from '../sandbox.ts'
import { UsageError } from './exit-codes.ts'
import type { CliIo } from './io.ts'
import { type GlobalOptions, type Host, hostOf, needed } from './settings.ts'

export type InitiatorOptions = GlobalOptions & {
  initiator?: string
  certificate?: string
}

/**
 * The API operator of the options and the environment, with its credential as it is given or made
 * from its password. The sandbox's public one where nothing is said and the host is no other.
 */
export async function initiatorOf(options: InitiatorOptions, io: CliIo) {
  const host = hostOf(options, io)
  const known = host.kind === 'sandbox' || host.kind === 'loopback' ? sandbox.initiator : undefined
  const source = { flag: '--initiator', variable: 'DARAJA_INITIATOR', fallback: known?.name }
  const name = needed(options.initiator, source, io)
  const given = io.env.DARAJA_SECURITY_CREDENTIAL
  if (given) return { name, securityCredential: given }
  const password = io.env.DARAJA_INITIATOR_PASSWORD || known?.password
  if (password === undefined) {
    throw new UsageError('Set DARAJA_SECURITY_CREDENTIAL, or DARAJA_INITIATOR_PASSWORD.')
  }
  return { name, securityCredential: await credentialOf(password, options, io) }
}

/** The password encrypted for the certificate of the options, or for the one that suits the host. */
export async function credentialOf(
  password: string,
  options: InitiatorOptions,
  io: CliIo,
): Promise<string> {
  const told = options.certificate ?? io.env.DARAJA_CERTIFICATE
  const certificate = told ?? (await certificateOf(hostOf(options, io), io))
  try {
    return createSecurityCredential({ password, certificate })
  } catch (thrown) {
    if (isDarajaInputError(thrown)) throw new UsageError(`${thrown.message}.`)
    throw thrown
  }
}

// A simulator on this machine cannot have Safaricom's private key, and gives out a certificate of
// its own.
async function certificateOf({ baseUrl, kind }: Host, io: CliIo): Promise<string> {
  if (kind !== 'loopback') return kind === 'production' ? 'production' : 'sandbox'
  const url = `${baseUrl.replace(/\/+$/, '')}/simulator/certificate`
  const edge = { fetch: io.fetch, clock: io.clock, redact: (text: string) => text }
  const request = { method: 'GET', url, headers: {}, timeoutMs: 5000, answerBytesMax } as const
  const answer = await exchange(edge, request)
  return answer.answered && answer.text.startsWith('-----BEGIN ') ? answer.text : 'sandbox'
}
