import { describe, expectTypeOf, test } from 'vitest'
import {
  type B2bInput,
  type B2cInput,
  type B2cOutcome,
  type Clock,
  createDaraja,
  type Daraja,
  type DarajaError,
  type DarajaFetch,
  type Msisdn,
  type OrgInfoOutcome,
  type ParsedStkCallback,
  type StkPushInput,
  type StkPushOutcome,
  type StkQueryOutcome,
  systemClock,
  type TransactionStatusOutcome,
} from './index.ts'

test('a push is accepted, rejected or unknown, and none of them is paid', () => {
  type Told = StkPushOutcome['outcome']
  expectTypeOf<Told>().toEqualTypeOf<'accepted' | 'rejected' | 'unknown'>()
  type Accepted = Extract<StkPushOutcome, { outcome: 'accepted' }>
  expectTypeOf<Accepted>().not.toHaveProperty('paid')
  expectTypeOf<Accepted>().not.toHaveProperty('receipt')
  expectTypeOf<Accepted>().not.toHaveProperty('error')
  // @ts-expect-error accepted cannot be read as paid
  const isPaid = (push: StkPushOutcome) => push.outcome === 'paid'
  expectTypeOf(isPaid).toBeFunction()
})

test('an identifier is there only once the outcome was looked at', () => {
  // @ts-expect-error the outcome decides whether there is one
  const early = (push: StkPushOutcome) => push.checkoutRequestId
  const late = (push: StkPushOutcome) =>
    push.outcome === 'accepted' ? push.checkoutRequestId : push.error
  expectTypeOf(early).toBeFunction()
  expectTypeOf(late).returns.toEqualTypeOf<string | DarajaError>()
})

test('a query tells no receipt and no amount', () => {
  type Settled = Extract<StkQueryOutcome, { resultCode: string }>
  expectTypeOf<Settled['outcome']>().toEqualTypeOf<'paid' | 'failed'>()
  expectTypeOf<Settled>().not.toHaveProperty('receipt')
  expectTypeOf<Settled>().not.toHaveProperty('amount')
})

test('a failed callback has no payment in it, and a paid one may lack any of it', () => {
  type Callback = Extract<ParsedStkCallback, { ok: true }>['callback']
  expectTypeOf<Extract<Callback, { paid: false }>>().not.toHaveProperty('receipt')
  type Paid = Extract<Callback, { paid: true }>
  expectTypeOf<Paid['amount']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<Callback['resultCode']>().toEqualTypeOf<string>()
})

test('a phone number must have been parsed', () => {
  expectTypeOf<string>().not.toExtend<Msisdn>()
  expectTypeOf<Msisdn>().toExtend<string>()
  expectTypeOf<StkPushInput['msisdn']>().toEqualTypeOf<Msisdn>()
})

test('the global fetch and the clock of the system fit', () => {
  expectTypeOf<typeof fetch>().toExtend<DarajaFetch>()
  expectTypeOf(systemClock).toExtend<Clock>()
  expectTypeOf(createDaraja).returns.toEqualTypeOf<Daraja>()
})

describe('known mistakes are no types', () => {
  type Outcomes = {
    b2c: B2cOutcome
    orgInfo: OrgInfoOutcome
    status: TransactionStatusOutcome
  }

  test('what is sent is accepted, and what is asked is answered; neither is paid', () => {
    expectTypeOf<Outcomes['b2c']['outcome']>().toEqualTypeOf<'accepted' | 'rejected' | 'unknown'>()
    expectTypeOf<Outcomes['orgInfo']['outcome']>().toEqualTypeOf<
      'answered' | 'rejected' | 'unknown'
    >()
    // @ts-expect-error the result comes later, to the result URL
    const receipt = (told: TransactionStatusOutcome) => told.receipt
    expectTypeOf(receipt).toBeFunction()
  })

  test('B2C v3 needs the id that makes a payment findable, and v1 has none', () => {
    type V3 = Extract<B2cInput, { version?: 'v3' }>
    expectTypeOf<V3['originatorConversationId']>().toEqualTypeOf<string>()
    type V1 = Extract<B2cInput, { version: 'v1' }>
    expectTypeOf<V1['originatorConversationId']>().toEqualTypeOf<undefined>()
    expectTypeOf<B2cInput['msisdn']>().toEqualTypeOf<Msisdn>()
    expectTypeOf<B2cInput['commandId']>().not.toExtend<'BusinessPayBill'>()
  })

  test('a PayBill needs an account, and a till is a till', () => {
    type ToPaybill = Extract<B2bInput, { commandId: 'BusinessPayBill' }>
    expectTypeOf<ToPaybill['accountReference']>().toEqualTypeOf<string>()
    expectTypeOf<ToPaybill['to']['type']>().toEqualTypeOf<'paybill'>()
    type ToTill = Extract<B2bInput, { commandId: 'BusinessBuyGoods' }>
    expectTypeOf<ToTill['to']['type']>().toEqualTypeOf<'till' | 'headOffice'>()
    // @ts-expect-error a till goes live under its head office
    const push: StkPushInput['business'] = { type: 'till', number: '300222' }
    expectTypeOf(push).not.toBeAny()
  })
})
