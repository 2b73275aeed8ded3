import type { Msisdn } from '../src/msisdn.ts'
import type { VectorCall } from './vector-calls.ts'

const msisdn = '254708374149' as Msisdn
const hooks = 'https://pay.example.com/hooks'

export const productCalls = {
  qr: {
    schema: 'dynamicQr',
    send: (daraja) =>
      daraja.dynamicQr({
        merchantName: 'ACME',
        reference: 'INV-20417',
        amount: 125,
        to: { type: 'paybill', number: '600984' },
      }),
  },
  ratiba: {
    schema: 'ratiba',
    send: (daraja) =>
      daraja.ratiba({
        name: 'Rent unit 7',
        startDate: new Date('2026-02-01T00:00:00+03:00'),
        endDate: new Date('2027-01-31T23:59:59+03:00'),
        frequency: 'monthly',
        to: { type: 'paybill', number: '174379' },
        amount: 450,
        msisdn,
        callbackUrl: `${hooks}/ratiba`,
        accountReference: 'UNIT-7',
        description: 'Rent',
      }),
  },
  pullRegister: {
    schema: 'pullRegister',
    send: (daraja) =>
      daraja.pullRegister({
        shortcode: '600984',
        nominatedNumber: msisdn,
        callbackUrl: `${hooks}/pull`,
      }),
  },
  pullQuery: {
    schema: 'pullQuery',
    send: (daraja) =>
      daraja.pullQuery({
        shortcode: '600984',
        from: new Date('2026-01-01T12:00:00+03:00'),
        to: new Date('2026-01-02T12:00:00+03:00'),
      }),
  },
  imsi: { schema: 'imsi', send: (daraja) => daraja.imsi({ msisdn }) },
  swap: { schema: 'simSwap', send: (daraja) => daraja.simSwap({ msisdn }) },
  orgInfo: {
    schema: 'orgInfo',
    send: (daraja) => daraja.orgInfo({ organisation: { type: 'paybill', number: '600984' } }),
  },
} as const satisfies Record<string, VectorCall>
