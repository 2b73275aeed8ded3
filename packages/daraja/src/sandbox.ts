/** What everybody may use in Safaricom's sandbox; none of it is a secret (reference §35). */
export const sandbox = {
  shortcode: '174379',
  passkey: 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919',
  /** A phone that nobody answers. */
  msisdn: '254708374149',
  /** Of B2C, B2B, status and balance; each developer is shown a pair of such codes. */
  organisation: '600992',
  /** Shared by the world, and often locked by strangers. */
  initiator: { name: 'testapi', password: 'Safaricom999!*!' },
} as const
