import type { ResultCode } from '../state/records.ts'

/** How the redemption of points ends (reference §28). */
export const bongaResults = {
  redeemed: { code: '200', text: 'Operation Successfully.' },
  failed: { code: '6001', text: 'Fail' },
  missingParts: { code: '6006', text: 'Missing parts in the request body' },
  unreachable: { code: '1037', text: 'DS timeout' },
  noPin: { code: '1031', text: 'STK push timeout the customer did not enter the PIN in time' },
  wrongPin: { code: '2001', text: 'Wrong PIN entered' },
} satisfies Record<string, ResultCode>
