import { queryOptions } from '@tanstack/react-query'
import { get, post } from '../../lib/api-client.ts'
import type { PaymentStatus, PushAnswer } from '../../lib/api-types.ts'
import { keys } from '../../lib/keys.ts'

export type PaymentRequest = { userId: number; kes: number; msisdn: string; idempotencyKey: string }

/** Asks M-PESA to prompt a phone. Sent again with the same key, it asks nothing twice. */
export function startPayment(request: PaymentRequest): Promise<PushAnswer> {
  return post<PushAnswer>(
    '/api/mpesa/stk-push',
    { user_id: request.userId, amount: request.kes, phone_number: request.msisdn },
    { idempotencyKey: request.idempotencyKey },
  )
}

/** Where one payment stands. */
export function paymentQuery(transactionId: string) {
  return queryOptions({
    queryKey: keys.payment(transactionId),
    queryFn: ({ signal }) =>
      get<PaymentStatus>(`/api/mpesa/check-status/${encodeURIComponent(transactionId)}`, {
        signal,
      }),
    staleTime: 0,
  })
}
