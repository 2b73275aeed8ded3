import type { PaymentStatus } from '../../lib/api-types.ts'

/**
 * What the screen shows of a payment. `waiting`: the prompt is on the phone until `deadlineMs`. `unknown`: nobody
 * knows whether there is a prompt. `asking`: the prompt has lapsed and M-PESA is being asked. The others are the end,
 * although a late success may still turn `failed` into `succeeded`.
 */
export type PaymentView =
  | { kind: 'waiting'; deadlineMs: number; totalMs: number }
  | { kind: 'unknown' }
  | { kind: 'asking' }
  | { kind: 'succeeded' }
  | { kind: 'failed'; moneyStayed: boolean; unreachable: boolean }

/** `firstSeenMs`: when this screen first saw the payment, by the clock of `nowMs`. */
export function viewPayment(
  payment: PaymentStatus,
  time: { nowMs: number; firstSeenMs: number },
): PaymentView {
  switch (payment.status) {
    case 'completed':
      return { kind: 'succeeded' }
    case 'failed': {
      const result = mpesaResult(payment)
      return {
        kind: 'failed',
        moneyStayed: payment.reason?.code === 'refused' || moneyStayedResults.has(result),
        unreachable: unreachableResults.has(result),
      }
    }
    case 'pending': {
      if (payment.expires_at === null || payment.reason?.code === 'push_unanswered') {
        return { kind: 'unknown' }
      }
      const totalMs = Math.max(
        1_000,
        Date.parse(payment.expires_at) - Date.parse(payment.created_at),
      )
      const deadlineMs = deadline(payment.expires_at, totalMs, time)
      return deadlineMs > time.nowMs ? { kind: 'waiting', deadlineMs, totalMs } : { kind: 'asking' }
    }
  }
}

/**
 * How often to ask for the payment again (ms), or `false` for never. Every 3 seconds while nothing tells us of changes;
 * a failed payment is still watched, because M-PESA may yet report that it was paid.
 */
export function paymentPollMs(
  payment: PaymentStatus | undefined,
  realtimeUp: boolean,
): number | false {
  if (payment === undefined || payment.status === 'pending') return realtimeUp ? 15_000 : 3_000
  if (payment.status === 'failed') return realtimeUp ? 30_000 : 10_000
  if (payment.mpesa_receipt_number === null) return realtimeUp ? 30_000 : 10_000
  return false
}

// A server whose clock stands elsewhere than ours (a simulated one) cannot be compared with; then the prompt's whole
// time counts from when we first saw it.
function deadline(
  expiresAt: string,
  totalMs: number,
  time: { nowMs: number; firstSeenMs: number },
): number {
  const byServer = Date.parse(expiresAt)
  const slackMs = 5_000
  return byServer - time.firstSeenMs > totalMs + slackMs ? time.firstSeenMs + totalMs : byServer
}

/** M-PESA's own result code, which the server gives as `mpesa_1032`; empty when the reason is another. */
function mpesaResult(payment: PaymentStatus): string {
  return /^mpesa_(.+)$/.exec(payment.reason?.code ?? '')?.[1] ?? ''
}

/**
 * Results after which M-PESA has certainly taken nothing: it refused the money itself (1, 2, 3, 4, 8), the payer
 * cancelled (1031, 1032) or was not let in (2001, 2008, 8006), or no prompt went out. A prompt that merely lapsed (1019,
 * 1037) is not among them: M-PESA has been seen to report such payments as paid later.
 */
const moneyStayedResults: ReadonlySet<string> = new Set([
  ...['1', '2', '3', '4', '8', '1031', '1032', '2001', '2008', '8006'],
  ...['1001', '1025', '1101', '1102', '2006', '2028', '2029', 'E3008', 'SFC_IC0003'],
])

const unreachableResults: ReadonlySet<string> = new Set(['1019', '1036', '1037'])
