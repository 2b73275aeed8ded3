import { parseEatTimestamp } from '../eat-time.ts'
import type { Party } from './result-message.ts'

/**
 * KES as Safaricom writes them: `125`, `1.0`, `40.00`, `-45`, `1,200.50`. Undefined for anything
 * else, also for fractions of a cent: nothing is rounded.
 */
export function parseKes(text: string): number | undefined {
  if (!/^-?(?:\d{1,13}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,2}0{0,10})?$/.test(text)) return undefined
  const kes = Number(text.replaceAll(',', ''))
  return kes === 0 ? 0 : kes // never minus zero
}

/**
 * An instant as Safaricom writes it, always in East Africa Time (reference §3.2): `20260102030431`
 * as text or number, `02.01.2026 11:20:07`, `2026-01-02 11:20:07`. Undefined for anything else,
 * impossible dates included.
 */
export function parseDarajaDate(value: string | number): Date | undefined {
  const text = String(value).trim()
  if (/^\d{14}$/.test(text)) return parseEatTimestamp(text)
  const european = /^(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)$/.exec(text)
  if (european !== null) {
    const [, day, month, year, ...time] = european
    return parseEatTimestamp([year, month, day, ...time].join(''))
  }
  if (!/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,3})?$/.test(text)) return undefined
  return parseEatTimestamp(text.slice(0, 19).replace(/\D/g, ''))
}

/** A phone or shortcode and a name: `254708374149 - AMINA TEST`, `2547 ***** 149 - A`, `KRA`. */
export function parseParty(told: string): Party | undefined {
  const text = told.slice(0, 200).toWellFormed()
  if (text === '') return undefined
  const dash = text.indexOf(' - ')
  const head = (dash === -1 ? text : text.slice(0, dash)).replace(/\s*-$/, '').trim()
  if (!partyId.test(head)) return { text, name: text }
  const name = dash === -1 ? '' : text.slice(dash + 3).trim()
  return { text, id: head, ...(name !== '' && { name }) }
}

/** A transaction id as M-PESA or its sandbox makes them. */
export function parseReceipt(text: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text) ? text : undefined
}

/** Whole or masked, as told. */
export function parsePhone(text: string): string | undefined {
  return /^\+?[\d*xX•\s-]{3,40}$/.test(text) ? text : undefined
}

/** Printable, without spaces, short enough to be stored anywhere. */
export function parseIdentifier(text: string): string | undefined {
  return /^[\x21-\x7e]{1,128}$/.test(text) ? text : undefined
}

const partyId = /^\+?[\d*xX•][\d*xX• ]{2,39}$/
