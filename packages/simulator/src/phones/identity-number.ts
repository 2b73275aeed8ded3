/** The eight digits of a subscriber's national ID, always the same for the same number. */
export function identityNumberOf(msisdn: string): string {
  return String(((Number(msisdn.slice(3)) * 7_919) % 90_000_000) + 10_000_000)
}
