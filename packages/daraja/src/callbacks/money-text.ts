import { parseKes } from './wire-values.ts'

/** One account of a balance. KES; a part that is blank is absent. */
export type AccountBalance = {
  name: string
  currency: string
  /** The ledger's balance. */
  current?: number
  /** What can be spent. */
  available?: number
  reserved?: number
  uncleared?: number
}

/** A Java object printed as text. `available` is KES, `minorUnits` the same in cents. */
export type AmountStruct = { currency: string; minorUnits?: number; available?: number }

/** `amount` is KES. */
export type Charge = { label: string; currency: string; amount: number }

/**
 * Reads `Working Account|KES|52000.00|52000.00|0.00|0.00&Utility Account|…`: name, currency,
 * current, available, reserved, uncleared (an order derived from samples, reference §20). Undefined
 * unless every account can be read.
 */
export function parseAccountBalance(value: string): readonly AccountBalance[] | undefined {
  if (value.length > textLengthMax) return undefined
  const accounts: AccountBalance[] = []
  for (const part of value.split('&')) {
    if (part.trim() === '') continue
    const account = parseAccount(part.split('|'))
    if (account === undefined) return undefined
    accounts.push(account)
  }
  return accounts.length === 0 ? undefined : accounts
}

/** Reads `{Amount={CurrencyCode=KES, MinimumAmount=725050, BasicAmount=7250.50}}` (reference §16). */
export function parseAmountStruct(value: string): AmountStruct | undefined {
  const inner = /^\{Amount=\{([^{}]{1,200})\}\}$/.exec(value.trim())?.[1]
  if (inner === undefined) return undefined
  const parts = new Map(
    inner.split(',').map((part) => {
      const [key = '', text = ''] = part.split('=', 2)
      return [key.trim(), text.trim()]
    }),
  )
  const currency = parts.get('CurrencyCode') ?? ''
  if (!isCurrency.test(currency)) return undefined
  const minorUnits = parts.get('MinimumAmount') ?? ''
  const basic = parts.get('BasicAmount') ?? ''
  const available = parseKes(basic)
  if (basic !== '' && available === undefined) return undefined
  if (minorUnits !== '' && !/^-?\d{1,15}$/.test(minorUnits)) return undefined
  return {
    currency,
    ...(minorUnits !== '' && { minorUnits: Number(minorUnits) }),
    ...(available !== undefined && { available }),
  }
}

/** Reads `Fee For B2C Payment|KES|9.00`. */
export function parseCharges(value: string): Charge | undefined {
  if (value.length > textLengthMax) return undefined
  const [label = '', currency = '', text = '', ...more] = value.split('|', 4)
  const amount = parseKes(text.trim())
  if (label.trim() === '' || !isCurrency.test(currency.trim())) return undefined
  if (amount === undefined || more.length > 0) return undefined
  return { label: label.trim(), currency: currency.trim(), amount }
}

/** Either form: the same parameter comes as an account in one API and as a struct in another. */
export function parseBalanceText(value: string): AccountBalance | AmountStruct | undefined {
  if (value.startsWith('{')) return parseAmountStruct(value)
  const accounts = parseAccountBalance(value) ?? []
  return accounts.length === 1 ? accounts[0] : undefined
}

function parseAccount(parts: readonly string[]): AccountBalance | undefined {
  const [name = '', currency = '', ...figures] = parts.map((part) => part.trim())
  if (name === '' || !isCurrency.test(currency) || figures.length > 4) return undefined
  const amounts = figures.map((text) => (text === '' ? null : parseKes(text)))
  if (amounts.includes(undefined)) return undefined
  const [current, available, reserved, uncleared] = amounts
  return {
    name,
    currency,
    ...(typeof current === 'number' && { current }),
    ...(typeof available === 'number' && { available }),
    ...(typeof reserved === 'number' && { reserved }),
    ...(typeof uncleared === 'number' && { uncleared }),
  }
}

const textLengthMax = 20_000
const isCurrency = /^[A-Z]{3}$/
