import type { Fields } from './operations-harness.ts'

/** Values of these are the business of one payment; all others have to be the same. */
const varying = new Set([
  'MerchantRequestID',
  'CheckoutRequestID',
  'OriginatorConversationID',
  'ConversationID',
  'TransactionID',
  'SecurityCredential',
])
const fixedItems = new Set([
  'Amount',
  'ActionType',
  'BillReferenceNumber',
  'Currency',
  'DebitAccountType',
  'DebitPartyCharges',
  'ErrorMsg',
  'Occasion',
  'Occassion',
  'PhoneNumber',
  'QueueTimeoutURL',
  'ReasonType',
  'TransactionAmount',
  'TransactionReason',
  'TransactionStatus',
  'B2CRecipientIsRegisteredCustomer',
])

/** A callback with what is peculiar to one payment replaced by its type and form. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== 'object' || value === null) return value
  const fields = value as Fields // any object will do
  const item = fields.Key ?? fields.Name
  return Object.entries(fields).map(([key, one]) => {
    if (varying.has(key)) return [key, typeof one]
    if (key === 'Value' && !fixedItems.has(String(item))) return [key, formOf(one)]
    return [key, shapeOf(one)]
  })
}

/** The type of a value, and of a text what holds its words together. */
function formOf(value: unknown): string {
  return typeof value === 'string' ? value.replace(/[\w .-]+/g, 'x') : typeof value
}
