import { isMsisdn, maskMsisdn } from '@hazina/daraja/msisdn'
import { useQueryClient } from '@tanstack/react-query'
import type { PaymentStatus, Session } from '../../lib/api-types.ts'
import { keys } from '../../lib/keys.ts'
import type { PaymentFormValues } from './use-start-payment.ts'

/**
 * The whole number of the phone that was asked to pay, where it is known here: from the form that began the payment, or
 * because it is one's own. The server shows only a masked one.
 */
export function usePayer(payment: PaymentStatus, session: Session): string | undefined {
  const sent = useQueryClient().getQueryData<PaymentFormValues>(
    keys.paymentForm(payment.transaction_id),
  )
  if (sent !== undefined) return sent.msisdn
  const { msisdn } = session.user
  return isMsisdn(msisdn) && maskMsisdn(msisdn) === payment.phone_number ? msisdn : undefined
}
