import { type Business, sandboxBusiness } from '../options.ts'

/** The API operator of every sandbox organisation (reference §35). */
export const sandboxInitiator = { name: 'testapi', password: 'Safaricom999!*!' }

const kesEach = 1_000_000

/** Organisations of Safaricom's sandbox that exist from the start (reference §35). */
export const sandboxOrganisations: readonly Business[] = [
  sandboxBusiness,
  ...['600000', '600978', '600984', '600992', '600996', '600997', '600999'].map((shortcode) => ({
    shortcode,
    name: `SANDBOX ${shortcode}`,
    type: 'paybill' as const,
    passkey: sandboxBusiness.passkey,
    balances: { utility: kesEach, working: kesEach },
  })),
  {
    shortcode: '572572',
    name: 'KENYA REVENUE AUTHORITY',
    type: 'paybill',
    passkey: sandboxBusiness.passkey,
  },
  {
    shortcode: '300584',
    name: 'SANDBOX TILL',
    type: 'till',
    till: '300584',
    passkey: sandboxBusiness.passkey,
    nominatedNumber: '254708374149',
    balances: { working: kesEach },
  },
  {
    shortcode: '888880',
    name: 'BONGA TEST',
    type: 'paybill',
    passkey: sandboxBusiness.passkey,
  },
]
