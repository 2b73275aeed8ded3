import type { TariffBand } from '../options.ts'
import type { PayBillTariff } from '../state/records.ts'
import { eatDate } from '../time/east-africa-time.ts'

/** Charges in shillings from the first shilling of each band on. */
type Bands = readonly (readonly [fromKes: number, feeKes: number])[]

/** What M-PESA charges from one day on. */
export type Tariff = {
  /** First day it holds, of Nairobi. */
  from: string
  sendMoney: Bands
  withdrawAtAgent: Bands
  /** What the organisation pays for a payment to a registered customer. */
  b2c: Bands
  /** The same with the customer's withdrawal fee in it. */
  b2cWithWithdrawal: Bands
  /** The whole charge of a PayBill payment, and the customer's part of it under Mgao. */
  payBill: Bands
  payBillMgaoCustomer: Bands
}

/** Tariffs by date, the oldest first (reference §31). Their last band goes on to the limit of a transaction. */
export const tariffs: readonly Tariff[] = [
  {
    from: '2023-08-01',
    sendMoney: [
      [1, 0],
      [101, 7],
      [501, 13],
      [1_001, 23],
      [1_501, 33],
      [2_501, 53],
      [3_501, 57],
      [5_001, 78],
      [7_501, 90],
      [10_001, 100],
      [15_001, 105],
      [20_001, 108],
    ],
    withdrawAtAgent: [
      [50, 11],
      [101, 29],
      [2_501, 52],
      [3_501, 69],
      [5_001, 87],
      [7_501, 115],
      [10_001, 167],
      [15_001, 185],
      [20_001, 197],
      [35_001, 278],
      [50_001, 309],
    ],
    b2c: [
      [1, 0],
      [50, 0],
      [101, 5],
      [1_501, 9],
      [5_001, 11],
      [20_001, 13],
    ],
    b2cWithWithdrawal: [
      [1, 0],
      [50, 11],
      [101, 34],
      [1_501, 38],
      [2_501, 61],
      [3_501, 78],
      [5_001, 98],
      [7_501, 126],
      [10_001, 178],
      [15_001, 196],
      [20_001, 210],
      [35_001, 291],
      [50_001, 322],
    ],
    payBill: [
      [1, 0],
      [101, 5],
      [501, 10],
      [1_001, 15],
      [1_501, 20],
      [2_501, 25],
      [3_501, 34],
      [5_001, 42],
      [7_501, 48],
      [10_001, 57],
      [15_001, 62],
      [20_001, 67],
      [25_001, 72],
      [30_001, 83],
      [35_001, 99],
      [40_001, 103],
      [45_001, 108],
    ],
    payBillMgaoCustomer: [
      [1, 0],
      [101, 5],
      [501, 10],
      [1_001, 10],
      [1_501, 13],
      [2_501, 16],
      [3_501, 16],
      [5_001, 17],
      [7_501, 18],
      [15_001, 19],
      [20_001, 20],
      [30_001, 21],
      [35_001, 23],
      [45_001, 24],
    ],
  },
]

/** The tariff of an instant; before the first one, the first. */
export function tariffAt(at: Date, versions: readonly Tariff[] = tariffs): Tariff {
  const day = eatDate(at)
  const tariff = versions.findLast(({ from }) => from <= day) ?? versions[0]
  if (tariff === undefined) throw new RangeError('There is no tariff')
  return tariff
}

/** The charge of an amount, in shillings. */
export function feeKesOf(bands: Bands, amountKes: number): number {
  return bands.findLast(([fromKes]) => amountKes >= fromKes)?.[1] ?? 0
}

/** What a payment to a PayBill costs each side, in shillings (reference §31). */
export function payBillFees(
  tariff: Tariff,
  bearer: PayBillTariff,
  amountKes: number,
): { customerKes: number; businessKes: number } {
  const totalKes = feeKesOf(tariff.payBill, amountKes)
  switch (bearer) {
    case 'none':
      return { customerKes: 0, businessKes: 0 }
    case 'business-bouquet':
      return { customerKes: totalKes, businessKes: 0 }
    case 'customer-bouquet':
      return { customerKes: 0, businessKes: totalKes }
    case 'mgao': {
      const customerKes = feeKesOf(tariff.payBillMgaoCustomer, amountKes)
      return { customerKes, businessKes: totalKes - customerKes }
    }
  }
}

/** The charge by a tariff of one's own, as options give it. */
export function ownFeeKes(bands: readonly TariffBand[], amountKes: number): number {
  return bands.findLast(({ fromKes }) => amountKes >= fromKes)?.feeKes ?? 0
}
