import { post } from '../../lib/api-client.ts'
import type { CodeSent, SignedIn } from '../../lib/api-types.ts'

/** Asks for a one-time code by SMS. */
export function requestCode(msisdn: string): Promise<CodeSent> {
  return post<CodeSent>('/api/auth/code', { phone_number: msisdn })
}

/** Signs in with the code of the SMS. */
export function verifyCode(input: { msisdn: string; code: string }): Promise<SignedIn> {
  return post<SignedIn>('/api/auth/verify', { phone_number: input.msisdn, code: input.code })
}
