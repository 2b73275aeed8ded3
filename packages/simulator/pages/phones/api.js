/** @module What the phones page asks of the simulator. */
import { get, patch, post, remove } from '../shared/http.js'

/** @typedef {{ id: string, from: string, text: string, receivedAt: string, kind: 'mpesa' | 'sms' }} Message */
/**
 * @typedef {{
 *   id?: string, checkoutRequestId?: string, kind?: 'stk' | 'express' | 'ratiba' | 'bonga', business: string, shortcode: string,
 *   amount: number, account: string, text: string, openedAt: string, expiresAt: string
 * }} Prompt
 */
/** @typedef {'active' | 'off' | 'out-of-coverage' | 'suspended' | 'pin-locked'} PhoneState */
/**
 * @typedef {{
 *   msisdn: string, name: string, balance: number, pin: string, language: 'en' | 'sw', state: PhoneState,
 *   autoAnswer: 'manual' | 'pay' | 'cancel' | 'ignore' | 'wrong-pin',
 *   registered?: boolean, simSwappedAt?: string | null, wrongPins?: number,
 *   prompt: Prompt | null, messages: Message[], unread: number
 * }} Subscriber
 */
/**
 * What the shelf shows of a phone.
 * @typedef {{
 *   msisdn: string, name: string, balance: number, state: PhoneState, registered: boolean, unread: number,
 *   prompt: { id: string, business: string, expiresAt: string } | null,
 *   newest: { id: string, from: string, text: string, receivedAt: string } | null
 * }} Entry
 */
/**
 * The phones that something happened to last, as many as were asked for, and how many more there are.
 * @typedef {{ now: string, clockOffsetMs: number, phones: Entry[], total: number, more: number }} Shelf
 */

/** @typedef {{ id: string, name: string, shortcode: string, amount: number, account: string, nextAt: string }} StandingOrder */

export const api = {
  /** @param {{ search: string, limit: number }} wanted @returns {Promise<Shelf>} */
  shelf: (wanted) => get('shelf', wanted),
  /** @returns {Promise<Record<string, unknown>>} */
  faults: () => get('faults'),
  /** @returns {Promise<import('../shared/fault-switches.js').FaultDescription[]>} */
  faultCatalogue: () => get('faults/catalogue'),
  /** @returns {Promise<Subscriber>} */
  subscriber: (msisdn) => get(`subscribers/${msisdn}`),
  addSubscriber: (subscriber) => post('subscribers', subscriber),
  changeSubscriber: (msisdn, change) => patch(`subscribers/${msisdn}`, change),
  markRead: (msisdn) => post(`subscribers/${msisdn}/read`),
  /** @param {string} id @param {{ pin: string } | { cancel: true }} answer */
  answerPrompt: (id, answer) => post(`prompts/${encodeURIComponent(id)}/answer`, answer),
  /**
   * Who would get the money; of an account, where its business tells whose it is.
   * @param {string} number @param {string} [account] @returns {Promise<{ name: string, accountName?: string }>}
   */
  nameOf: (number, account) => get(`names/${encodeURIComponent(number)}`, { account }),
  /** @param {string} msisdn @returns {Promise<StandingOrder[]>} */
  standingOrders: (msisdn) => get(`phones/${msisdn}/standing-orders`),
  cancelStandingOrder: (msisdn, id) =>
    remove(`phones/${msisdn}/standing-orders/${encodeURIComponent(id)}`),
  /**
   * Something from the M-PESA menu.
   * @param {string} msisdn @param {string} action @param {Record<string, unknown>} details
   * @returns {Promise<{ accepted: boolean, receipt?: string, text: string, code: string, waits?: boolean }>}
   */
  askMpesa: (msisdn, action, details) => post(`phones/${msisdn}/${action}`, details),
}

/** What a prompt is answered by. @param {Prompt} prompt */
export function promptId(prompt) {
  return prompt.id ?? prompt.checkoutRequestId ?? ''
}
