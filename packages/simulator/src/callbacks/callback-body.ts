import type { Behaviour } from '../options.ts'
import type { Random } from '../random.ts'
import type { PushRecord, PushResult } from '../state/records.ts'
import { eatTimestamp } from '../time/east-africa-time.ts'

export type PaidDetails = { amountKes: number; receipt: string; paidAtMs: number }

type Ids = Pick<PushRecord, 'merchantRequestId' | 'checkoutRequestId'>

/** The JSON of a result callback without metadata: a failure has none (reference §9.5). */
export function failureBody(ids: Ids, result: PushResult): string {
  return stkCallback(ids, {
    ResultCode: /^\d+$/.test(result.code) ? Number(result.code) : result.code,
    ResultDesc: result.callbackText,
  })
}

/** The JSON of a success callback, live 2026 shape unless `behaviour` says otherwise (reference §9.4). */
export function successBody(
  ids: Ids & Pick<PushRecord, 'msisdn'>,
  paid: PaidDetails,
  shape: { behaviour: Behaviour; random: Random; resultText: string },
): string {
  const { behaviour, random, resultText } = shape
  const { msisdn } = ids
  const value = (digits: string) =>
    behaviour.callbackValues === 'numbers' ? Number(digits) : digits
  const phone = behaviour.callbackMaskedPhone
    ? `${msisdn.slice(0, 6)}***${msisdn.slice(-3)}`
    : value(msisdn)
  const items = [
    { Name: 'Amount', Value: value(String(paid.amountKes)) },
    { Name: 'MpesaReceiptNumber', Value: paid.receipt },
    // An empty value is sent as a name alone (reference §3.3).
    ...(behaviour.callbackBalanceItem ? [{ Name: 'Balance' }] : []),
    { Name: 'TransactionDate', Value: value(eatTimestamp(new Date(paid.paidAtMs))) },
    { Name: 'PhoneNumber', Value: phone },
  ]
  const Item = behaviour.callbackItemOrder === 'live' ? items : shuffled(items, random)
  return stkCallback(ids, {
    ResultCode: 0,
    ResultDesc: resultText,
    CallbackMetadata: { Item },
  })
}

function stkCallback(ids: Ids, result: Record<string, unknown>): string {
  const { merchantRequestId: MerchantRequestID, checkoutRequestId: CheckoutRequestID } = ids
  return JSON.stringify({
    Body: { stkCallback: { MerchantRequestID, CheckoutRequestID, ...result } },
  })
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}
