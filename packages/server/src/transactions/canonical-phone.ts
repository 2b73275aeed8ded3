import { parseMsisdn } from '@hazina/daraja'

/** The wire form of a whole number; what is masked or hashed stays as it is. No control characters: they are stored. */
export function canonicalPhone(text: string): string {
  const parsed = parseMsisdn(text, { allowOtherNetworks: true })
  return parsed.ok ? parsed.msisdn : text.replace(/[^\x20-\x7e]/g, '').slice(0, 80)
}
