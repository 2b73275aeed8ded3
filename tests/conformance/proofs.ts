import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { customer, organisation, type Stage, supplier } from './stage.ts'

/** What was seen of one call, each in a phrase for the matrix. */
export type Seen = { answer: string; callback: string; books: string }

/** One call of a kit, made and proved. */
export type SdkCall = {
  /** As the kit names it. */
  name: string
  api: string
  /** What has to be said of it in its row. */
  note?: string
  /** Switches that the call needs. */
  behaviour?: { anyCredential: boolean }
  run(stage: Stage): Promise<Seen>
}

const accepted = 'accepted'

/** A push was answered as documented, was paid and is in the books. */
export async function provePush(stage: Stage, answer: unknown, url: string, kes: number) {
  expectTexts(answer, [
    'MerchantRequestID',
    'CheckoutRequestID',
    'ResponseCode',
    'ResponseDescription',
    'CustomerMessage',
  ])
  expect(answer).toMatchObject({ ResponseCode: '0' })
  const told = await stage.callback(url, 'stk')
  if (!told.paid) throw new Error(told.resultDesc)
  expect(told).toMatchObject({ amount: kes, phone: customer.phone })
  expect(told.checkoutRequestId).toBe(fieldOf(answer, 'CheckoutRequestID'))
  expect(stage.transaction(told.receipt)).toMatchObject({ amount: kes, status: 'Completed' })
  expect(stage.has('utilityCents')).toBe(organisation.startsWithKes + kes)
  expect(stage.customerHas()).toBe(customer.startsWithKes - kes)
  return { answer: accepted, callback: 'paid', books: `KES ${kes} from the phone to Utility` }
}

/** A query was answered with the end of the push. */
export function proveQuery(stage: Stage, answer: unknown, checkoutRequestId: string): Seen {
  expectTexts(answer, [
    'ResponseCode',
    'ResponseDescription',
    'MerchantRequestID',
    'CheckoutRequestID',
    'ResultCode',
    'ResultDesc',
  ])
  expect(answer).toMatchObject({ ResultCode: '0', CheckoutRequestID: checkoutRequestId })
  expect(stage.simulator.audit()).toEqual([])
  return { answer: 'ResultCode "0"', callback: 'none to come', books: 'unchanged' }
}

/** URLs were registered: a payment that begins on a phone is confirmed there. */
export async function proveRegistration(stage: Stage, answer: unknown, confirmationUrl: string) {
  expectTexts(answer, ['OriginatorCoversationID', 'ResponseCode', 'ResponseDescription'])
  const { receipt } = payIn(stage, 60)
  const told = await stage.callback(confirmationUrl, 'c2b')
  expect(told).toMatchObject({ receipt, amount: 60, shortcode: organisation.shortcode })
  return { answer: accepted, callback: 'confirmation of a payment', books: paidIn(stage, 60) }
}

/** A simulated payment was made and confirmed. */
export async function proveSimulated(
  stage: Stage,
  answer: unknown,
  confirmationUrl: string,
  kes: number,
) {
  expectTexts(answer, ['OriginatorCoversationID', 'ResponseCode', 'ResponseDescription'])
  const told = await stage.callback(confirmationUrl, 'c2b')
  expect(told).toMatchObject({ amount: kes, shortcode: organisation.shortcode })
  expect(stage.transaction(told.receipt)).toMatchObject({ amount: kes })
  return { answer: accepted, callback: 'confirmation', books: paidIn(stage, kes) }
}

export async function proveB2c(stage: Stage, answer: unknown, url: string, kes: number) {
  const told = await resultOf(stage, answer, url)
  expect(told).toMatchObject({ api: 'b2c', succeeded: true, parameters: { amount: kes } })
  expect(stage.transaction(told.transactionId)).toMatchObject({ kind: 'b2c', amount: kes })
  expect(stage.customerHas()).toBe(customer.startsWithKes + kes)
  expect(stage.has('utilityCents')).toBeLessThanOrEqual(organisation.startsWithKes - kes)
  return { answer: accepted, callback: 'success', books: `KES ${kes} from Utility to the phone` }
}

export async function proveB2b(stage: Stage, answer: unknown, url: string, kes: number) {
  const told = await resultOf(stage, answer, url)
  expect(told).toMatchObject({ api: 'b2b', succeeded: true, parameters: { amount: kes } })
  const moved = stage.transaction(told.transactionId)
  expect(moved).toMatchObject({ amount: kes, credit: { id: supplier } })
  expect(stage.has('workingCents')).toBeLessThanOrEqual(organisation.startsWithKes - kes)
  return { answer: accepted, callback: 'success', books: `KES ${kes} from Working to ${supplier}` }
}

export async function proveBalance(stage: Stage, answer: unknown, url: string) {
  const told = await resultOf(stage, answer, url)
  if (told.api !== 'balance') throw new Error(`A result of ${told.api}`)
  const account = (name: string) => told.parameters.accounts?.find((one) => one.name === name)
  expect(account('Utility Account')?.current).toBe(stage.has('utilityCents'))
  expect(account('Working Account')?.current).toBe(stage.has('workingCents'))
  return { answer: accepted, callback: 'every account', books: 'what the callback says' }
}

export async function proveStatus(stage: Stage, answer: unknown, url: string, receipt: string) {
  const told = await resultOf(stage, answer, url)
  expect(told).toMatchObject({ api: 'status', parameters: { fate: 'completed', receipt } })
  expect(stage.transaction(receipt).status).toBe('Completed')
  return { answer: accepted, callback: 'completed', books: 'what the callback says' }
}

export async function proveReversal(stage: Stage, answer: unknown, url: string, receipt: string) {
  const told = await resultOf(stage, answer, url)
  expect(told).toMatchObject({
    api: 'reversal',
    succeeded: true,
    parameters: { originalReceipt: receipt },
  })
  expect(stage.transaction(receipt)).toMatchObject({ status: 'Reversed' })
  expect(stage.customerHas()).toBe(customer.startsWithKes)
  return { answer: accepted, callback: 'success', books: 'the money is back on the phone' }
}

/** The credential was refused by M-PESA, and no money moved. */
export async function proveRefusedCredential(stage: Stage, answer: unknown, url: string) {
  const told = await resultOf(stage, answer, url)
  expect(told).toMatchObject({ succeeded: false, resultCode: '2001' })
  expect(stage.has('utilityCents')).toBe(organisation.startsWithKes)
  expect(stage.customerHas()).toBe(customer.startsWithKes)
  return { answer: accepted, callback: 'failure 2001', books: 'nothing moved' }
}

/** A payment that the customer makes at the menu of the phone, to be asked after or reversed. */
export function payIn(stage: Stage, amount: number): { receipt: string } {
  const { receipt, text } = stage.simulator.phones.payBill({
    phone: customer.phone,
    business: organisation.shortcode,
    account: 'UNIT-7',
    amount,
    pin: '1234',
  })
  if (receipt === undefined) throw new Error(text)
  return { receipt }
}

/** A field of an answer, as text. */
export function fieldOf(answer: unknown, name: string): string {
  return String(Reflect.get(Object(answer), name))
}

async function resultOf(stage: Stage, answer: unknown, url: string) {
  expectTexts(answer, [
    'ConversationID',
    'OriginatorConversationID',
    'ResponseCode',
    'ResponseDescription',
  ])
  expect(answer).toMatchObject({ ResponseCode: '0' })
  const told = await stage.callback(url, 'result')
  expect(told.conversationId).toBe(fieldOf(answer, 'ConversationID'))
  return told
}

/** An answer has these fields in this order and no other, and all of them are texts. */
function expectTexts(answer: unknown, names: readonly string[]): void {
  expect(Object.keys(Object(answer))).toEqual(names)
  const types = Object.values(Object(answer)).map((value) => typeof value)
  expect(
    isDeepStrictEqual(
      types,
      names.map(() => 'string'),
    ),
    String(types),
  ).toBe(true)
}

function paidIn(stage: Stage, kes: number): string {
  expect(stage.has('utilityCents')).toBe(organisation.startsWithKes + kes)
  expect(stage.customerHas()).toBe(customer.startsWithKes - kes)
  return `KES ${kes} from the phone to Utility`
}
