import type { Network } from '../network.ts'
import type { Side } from './judge.ts'
import { centsFromKes } from './money.ts'
import type { MoneyOrder } from './move.ts'
import { feeKesOf, ownFeeKes, payBillFees, tariffAt } from './tariffs.ts'

/** What each side of a movement pays M-PESA for it, in cents. */
export type Charges = { chargeCents: bigint; creditChargeCents: bigint }

/** The charges of an order by the tariff of today (reference §31). Those the reference does not know are nothing. */
export function chargesOf(
  network: Network,
  order: MoneyOrder,
  { debit, credit }: { debit: Side; credit: Side },
): Charges {
  const tariff = tariffAt(network.clock.now())
  const amountKes = Number(order.amountCents) / 100
  const debitPays = (kes: number) => ({ chargeCents: centsFromKes(kes), creditChargeCents: 0n })
  switch (order.kind) {
    case 'payment':
    case 'buy-goods':
    case 'standing-order': {
      const bearer = credit.organisation?.tariff ?? 'none'
      if (bearer === 'none') return debitPays(ownFeeKes(network.config.customerTariff, amountKes))
      if (credit.organisation?.type === 'till') return debitPays(0)
      const { customerKes, businessKes } = payBillFees(tariff, bearer, amountKes)
      return {
        chargeCents: centsFromKes(customerKes),
        creditChargeCents: centsFromKes(businessKes),
      }
    }
    case 'send-money':
      return debitPays(feeKesOf(tariff.sendMoney, amountKes))
    case 'withdrawal':
      return debitPays(feeKesOf(tariff.withdrawAtAgent, amountKes))
    case 'b2c':
    case 'pochi': {
      const isFeePaid = order.feePaidByBusiness ?? debit.organisation?.feePaidByBusiness ?? false
      return debitPays(feeKesOf(isFeePaid ? tariff.b2cWithWithdrawal : tariff.b2c, amountKes))
    }
    case 'b2b':
    case 'tax':
    case 'express':
    case 'bonga':
      return debitPays(0)
  }
}
