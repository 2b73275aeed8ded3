import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { isApiError } from '../../lib/api-error.ts'
import { keys } from '../../lib/keys.ts'
import { randomKey } from '../../lib/random-key.ts'
import { startPayment } from './api.ts'

export type PaymentFormValues = { kes: number; msisdn: string }

const retriesMax = 2

/**
 * Sends the payment form. Until an answer has come, sending the same values again uses the same idempotency key, so
 * that a broken line cannot make two prompts; an answer, or other values, begin a new attempt.
 */
export function useStartPayment(userId: number, onStarted: (transactionId: string) => void) {
  const queryClient = useQueryClient()
  const attempt = useRef<{ of: string; key: string } | undefined>(undefined)
  return useMutation({
    mutationFn: (values: PaymentFormValues) => {
      const of = JSON.stringify(values)
      if (attempt.current?.of !== of) attempt.current = { of, key: randomKey() }
      return startPayment({ userId, ...values, idempotencyKey: attempt.current.key })
    },
    retry: (failures, error) => failures < retriesMax && mayRepeat(error),
    retryDelay: (_, error) => (isApiError(error) ? (error.retryAfterSeconds ?? 2) : 2) * 1_000,
    onSuccess: (answer, values) => {
      attempt.current = undefined
      queryClient.setQueryData(keys.paymentForm(answer.transaction_id), values)
      void queryClient.invalidateQueries({ queryKey: keys.wallet })
      void queryClient.invalidateQueries({ queryKey: keys.transactions })
      onStarted(answer.transaction_id)
    },
    onError: (error) => {
      if (isApiError(error) && error.kind === 'problem' && !mayRepeat(error)) {
        attempt.current = undefined
      }
    },
  })
}

function mayRepeat(error: unknown): boolean {
  return isApiError(error) && (error.kind === 'network' || error.code === 'idempotency_in_flight')
}
