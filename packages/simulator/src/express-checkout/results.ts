import type { ResultCode } from '../state/records.ts'

/** How an Express CheckOut ends (reference §18), beside the codes of money that cannot move. */
export const expressResults = {
  paid: { code: '0', text: 'The service request is processed successfully.' },
  cancelled: { code: '4001', text: 'User cancelled transaction' },
  merchantKyc: { code: '4102', text: 'Merchant KYC Fail' },
  noNominatedNumber: { code: '4104', text: 'Missing Nominated Number' },
  ussdNetwork: { code: '4201', text: 'USSD Network Error' },
  ussdException: { code: '4203', text: 'USSD Exception Error' },
  wrongPin: { code: '2001', text: 'The initiator information is invalid.' },
  pinLocked: { code: '8006', text: 'The security credential is locked.' },
} satisfies Record<string, ResultCode>
