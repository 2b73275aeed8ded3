import { sentences } from '../codes/error-codes.ts'
import { DarajaInputError } from '../errors.ts'
import { isMsisdn } from '../msisdn.ts'
import { stkParties } from './stk-parties.ts'
import type { StkPushInput } from './stk-push.ts'
import type { StkQueryInput } from './stk-query.ts'
import { paymentMax } from './wire-fields.ts'

/**
 * The first field of a push that Safaricom would refuse, by the field rules of the portal's M-PESA
 * Express page.
 */
export function checkPushInput(input: StkPushInput): DarajaInputError | undefined {
  if (!isMsisdn(input.msisdn)) return refuse('msisdn', 'must be twelve digits, 2547… or 2541…')
  if (!Number.isSafeInteger(input.amount) || input.amount < 1 || input.amount > paymentMax) {
    return refuse('amount', `must be whole shillings from 1 to ${paymentMax}`)
  }
  const { shortcode, transactionType, partyB } = stkParties(input)
  if (!transactionTypes.has(transactionType)) {
    return refuse('transactionType', `must be one of ${[...transactionTypes].join(', ')}`)
  }
  const names = nameParties(input)
  if (isShortcode(shortcode) && !isShortcode(partyB)) {
    return refuse(names.partyB, 'must be five to seven digits')
  }
  if (!isCallbackUrl(input.callbackUrl))
    return refuse('callbackUrl', 'must be an http or https URL')
  // Without a description Safaricom answers "Invalid Remarks", though its page calls the field
  // optional.
  return (
    checkText('accountReference', input.accountReference, accountReferenceLengthMax) ??
    checkText('description', input.description, descriptionLengthMax) ??
    checkBusiness({ shortcode, passkey: input.passkey }, names.shortcode)
  )
}

export function checkQueryInput(input: StkQueryInput): DarajaInputError | undefined {
  if (typeof input.checkoutRequestId !== 'string' || !identifier.test(input.checkoutRequestId)) {
    return refuse('checkoutRequestId', 'must be 1 to 128 printable characters without spaces')
  }
  return checkBusiness(input)
}

// Which of the caller's fields the two numbers of the wire come from.
function nameParties({ business }: StkPushInput): { shortcode: string; partyB: string } {
  if (business === undefined) return { shortcode: 'shortcode', partyB: 'partyB' }
  const isTill = business.type === 'till'
  const shortcode = isTill ? 'business.headOffice' : 'business.number'
  return { shortcode, partyB: 'business.number' }
}

function checkBusiness(input: { shortcode: string; passkey: string }, name = 'shortcode') {
  if (!isShortcode(input.shortcode)) return refuse(name, 'must be five to seven digits')
  if (typeof input.passkey !== 'string' || !printable.test(input.passkey)) {
    return refuse('passkey', 'must be printable ASCII, not empty')
  }
  return undefined
}

function checkText(field: string, value: string, lengthMax: number) {
  if (
    typeof value === 'string' &&
    printable.test(value) &&
    value.trim() !== '' &&
    value.length <= lengthMax
  )
    return undefined
  return refuse(field, `must be 1 to ${lengthMax} printable ASCII characters`)
}

function isShortcode(value: unknown): boolean {
  return typeof value === 'string' && shortcode.test(value)
}

function isCallbackUrl(value: string): boolean {
  if (typeof value !== 'string' || !URL.canParse(value) || /[\s<>]/.test(value)) return false
  const { protocol } = new URL(value)
  return protocol === 'https:' || protocol === 'http:'
}

// The value itself is left out: it may be a phone number or a passkey.
function refuse(field: string, rule: string): DarajaInputError {
  const message = field === 'msisdn' ? sentences.phone : `Invalid ${field}`
  return new DarajaInputError({ field, message, detail: `${field} ${rule}` })
}

const accountReferenceLengthMax = 12
const descriptionLengthMax = 13
const transactionTypes: ReadonlySet<string> = new Set([
  'CustomerPayBillOnline',
  'CustomerBuyGoodsOnline',
])
const shortcode = /^\d{5,7}$/
const printable = /^[\x20-\x7e]+$/
const identifier = /^[\x21-\x7e]{1,128}$/
