import { readStored, writeStored } from '../../lib/stored.ts'

/** A code that was asked for: for which phone, and when (ms) another one may be. */
export type CodeRequest = { msisdn: string; resendAtMs: number; expiresAtMs: number }

const name = 'hazina.code-request'

/**
 * The code request under way. It outlives a reload: a phone with little memory drops this page while its owner
 * reads the SMS.
 */
export function storedCodeRequest(nowMs: number): CodeRequest | undefined {
  const stored = readStored('visit', name)
  if (stored === undefined) return undefined
  const [msisdn, resendAt, expiresAt] = stored.split(' ')
  const request = {
    msisdn: msisdn ?? '',
    resendAtMs: Number(resendAt),
    expiresAtMs: Number(expiresAt),
  }
  return request.expiresAtMs > nowMs ? request : undefined
}

export function storeCodeRequest(request: CodeRequest | undefined): void {
  const text = request && `${request.msisdn} ${request.resendAtMs} ${request.expiresAtMs}`
  writeStored('visit', name, text)
}

/** What the server's answer at `nowMs` means on this device's clock. */
export function codeRequestOf(
  msisdn: string,
  sent: { resend_in: number; expires_in: number },
  nowMs: number,
): CodeRequest {
  return {
    msisdn,
    resendAtMs: nowMs + sent.resend_in * 1_000,
    expiresAtMs: nowMs + sent.expires_in * 1_000,
  }
}
