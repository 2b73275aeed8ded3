import { type Msisdn, parseMsisdn } from '@hazina/daraja'
import type { Context } from '../context.ts'
import { fieldProblem } from '../errors.ts'

/**
 * The phone of a request in the one form that everything behind here knows. @throws AppError invalid_phone_number
 */
export function readPhone(ctx: Context, text: string): Msisdn {
  const { allowOtherNetworks } = ctx.config.mpesa
  const parsed = parseMsisdn(text, { allowOtherNetworks })
  if (parsed.ok) return parsed.msisdn
  throw fieldProblem(
    'phone_number',
    parsed.reason === 'network'
      ? 'This is not a Safaricom number: M-PESA needs one that starts with 070–072, 074, 079, 010–011 or another of Safaricom’s ranges.'
      : 'Send a Kenyan mobile number, such as 0712345678, 254712345678 or +254712345678.',
    'invalid_phone_number',
  )
}
