import { createHash } from 'node:crypto'

/** What a callback shall name instead of the truth. */
export type Retelling = {
  /** Shillings. */
  amount?: number
  /** 2547… */
  phone?: string
  receipt?: string
}

const amountNames = new Set(['Amount', 'TransAmount', 'TransactionAmount', 'amount'])
const phoneNames = new Set(['PhoneNumber', 'MSISDN', 'msisdn'])
const partyNames = new Set(['ReceiverPartyPublicName', 'CreditPartyPublicName', 'CreditPartyName'])
const receiptNames = new Set([
  'MpesaReceiptNumber',
  'TransID',
  'TransactionID',
  'TransactionReceipt',
  'ReceiptNo',
  'transactionId',
])

/**
 * The JSON of a callback of any API with another amount, phone or receipt, each in the form and with the JSON type that
 * it had there: hashed, masked, with decimals, as a number or a string.
 */
export function retell(body: string, told: Retelling): string {
  return JSON.stringify(retold(JSON.parse(body), told))
}

/** The shillings that a callback names. */
export function amountOf(body: string): number | undefined {
  const found = find(JSON.parse(body), amountNames)
  return found === undefined ? undefined : Number(found)
}

/** The customer's phone that a callback names in full. */
export function phoneOf(body: string): string | undefined {
  const found = find(JSON.parse(body), phoneNames)
  return found === undefined || !/^254\d{9}$/.test(String(found)) ? undefined : String(found)
}

function retold(value: unknown, told: Retelling): unknown {
  if (Array.isArray(value)) return value.map((one) => retold(one, told))
  if (typeof value !== 'object' || value === null) return value
  const item = value as Record<string, unknown> // any object will do; each field is looked at for itself
  const name = itemName(item)
  return Object.fromEntries(
    Object.entries(item).map(([key, old]) => {
      const isItemsValue = name !== undefined && (key === 'Value' || key === 'value')
      return [key, isScalar(old) ? other(isItemsValue ? name : key, old, told) : retold(old, told)]
    }),
  )
}

/** `{"Name": …, "Value": …}` of STK and Ratiba, `{"Key": …, "Value": …}` of results. */
function itemName({ Name, Key, name, key }: Record<string, unknown>): string | undefined {
  const found = Name ?? Key ?? name ?? key
  return typeof found === 'string' ? found : undefined
}

type Scalar = string | number

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number'
}

function other(name: string, old: Scalar, told: Retelling): Scalar {
  if (told.amount !== undefined && amountNames.has(name)) return amountLike(old, told.amount)
  if (told.receipt !== undefined && receiptNames.has(name)) return told.receipt
  if (told.phone !== undefined && phoneNames.has(name)) return phoneLike(old, told.phone)
  if (told.phone !== undefined && partyNames.has(name) && typeof old === 'string') {
    return old.replace(/^\S+/, told.phone)
  }
  return old
}

function amountLike(old: Scalar, amount: number): Scalar {
  if (typeof old === 'number') return amount
  const decimals = /\.(\d+)$/.exec(old)?.[1]?.length ?? 0
  return amount.toFixed(decimals)
}

function phoneLike(old: Scalar, phone: string): Scalar {
  if (typeof old === 'number') return Number(phone)
  if (/^[0-9a-f]{64}$/.test(old)) return createHash('sha256').update(phone).digest('hex')
  const mask = /^(\d+)([^\d]+)(\d+)$/.exec(old)
  if (mask === null) return phone
  const [, head = '', stars = '', tail = ''] = mask
  return phone.slice(0, head.length) + stars + phone.slice(-tail.length)
}

function find(value: unknown, names: ReadonlySet<string>): Scalar | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const item = value as Record<string, unknown> // any object or array will do
  const name = itemName(item)
  for (const [key, one] of Object.entries(item)) {
    const isItemsValue = name !== undefined && (key === 'Value' || key === 'value')
    if (isScalar(one) && names.has(isItemsValue ? name : key)) return one
    const deeper = find(one, names)
    if (deeper !== undefined) return deeper
  }
  return undefined
}
