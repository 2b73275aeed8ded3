import type { ResultCode } from '../state/records.ts'

/** How a request for a standing order ends (reference §24, §30). */
export const ratibaResults = {
  made: { code: '0', text: 'The service request is processed successfully' },
  locked: {
    code: '1001',
    text: 'Unable to lock subscriber, a transaction is already in process for the current subscriber',
  },
  pushError: { code: '1025', text: 'An error occurred while sending a push request.' },
  cancelled: { code: '1032', text: 'Request Cancelled by user.' },
  noAnswer: { code: '1037', text: 'No response from user.' },
  duplicateName: { code: '1050', text: 'A standing order with the same name already exists.' },
  badRequest: { code: '1051', text: 'Bad request.' },
  wrongPin: { code: '2001', text: 'The initiator information is invalid.' },
  pinLocked: { code: '8006', text: 'The security credential is locked.' },
} satisfies Record<string, ResultCode>
