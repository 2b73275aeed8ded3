import { sentences } from '../codes/error-codes.ts'
import { DarajaInputError } from '../errors.ts'
import { isMsisdn } from '../msisdn.ts'
import type { StkPushInput } from './stk-push.ts'
import type { StkQueryInput } from './stk-query.ts'

/**
 * The first field of a push that Safaricom would refuse, by the field rules of the portal's M-PESA
 * Express page.
 */
export function checkPushInput(input: StkPushInput): DarajaInputError | undefined {
  if (!isMsisdn(input.msisdn)) return refuse('msisdn', 'must be twelve digits, 2547… or 2541…')
  if (!Number.isSafeInteger(input.amount) || input.amount < 1) {
    return refuse('amount', 'must be whole shillings, at least 1')
  }
  if (!transactionTypes.has(input.transactionType)) {
    return refuse('transactionType', `must be one of ${[...transactionTypes].join(', ')}`)
  }
  if (input.partyB !== undefined && !isShortcode(input.partyB)) {
    return refuse('partyB', 'must be five to seven digits')
  }
  if (!isCallbackUrl(input.callbackUrl))
    return refuse('callbackUrl', 'must be an http or https URL')
  // Without a description Safaricom answers "Invalid Remarks", though its page calls the field
  // optional.
  return (
    checkText('accountReference', input.accountReference, accountReferenceLengthMax) ??
    checkText('description', input.description, descriptionLengthMax) ??
    checkBusiness(input)
  )
}

export function checkQueryInput(input: StkQueryInput): DarajaInputError | undefined {
  if (typeof input.checkoutRequestId !== 'string' || !identifier.test(input.checkoutRequestId)) {
    return refuse('checkoutRequestId', 'must be 1 to 128 printable characters without spaces')
  }
  return checkBusiness(input)
}

function checkBusiness(input: { shortcode: string; passkey: string }) {
  if (!isShortcode(input.shortcode)) return refuse('shortcode', 'must be five to seven digits')
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

function isShortcode(value: string): boolean {
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
