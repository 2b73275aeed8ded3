/** @module What the M-PESA menu of a SIM card asks for, step by step. */
import { toMsisdn } from '../shared/format.js'

/** Every menu with what stands in it: an action, or `>` and another menu. */
export const menus = {
  main: ['send-money', 'withdraw', '>lipa', '>account'],
  lipa: ['pay-bill', 'buy-goods', '>orders'],
  account: ['balance', 'mini-statement', 'change-pin', '>language'],
}

export const parentOf = { lipa: 'main', account: 'main', language: 'account', orders: 'lipa' }

/** The steps of every action; `receiver` names the step whose number somebody answers to. */
export const flows = {
  'send-money': { menu: 'main', receiver: 'to', steps: ['to', 'amount', 'confirm', 'pin'] },
  withdraw: { menu: 'main', receiver: 'agent', steps: ['agent', 'amount', 'confirm', 'pin'] },
  'pay-bill': {
    menu: 'lipa',
    receiver: 'business',
    steps: ['business', 'account', 'amount', 'confirm', 'pin'],
  },
  'buy-goods': { menu: 'lipa', receiver: 'till', steps: ['till', 'amount', 'confirm', 'pin'] },
  balance: { menu: 'account', steps: ['pin'] },
  'mini-statement': { menu: 'account', steps: ['pin'] },
  'change-pin': { menu: 'account', steps: ['oldPin', 'newPin', 'newPinAgain'] },
}

const pinSteps = new Set(['pin', 'oldPin', 'newPin', 'newPinAgain'])

/** @param {string} step */
export function isPinStep(step) {
  return pinSteps.has(step)
}

/** How the field of a step looks to a keyboard. @param {string} step */
export function fieldOf(step) {
  if (step === 'account') return { inputmode: 'text', maxlength: 20, autocapitalize: 'characters' }
  return { inputmode: step === 'to' ? 'tel' : 'numeric', maxlength: 16 }
}

/**
 * What was typed, as M-PESA takes it.
 * @param {string} step @param {string} typed
 * @returns {{ value: string | number } | { problem: 'empty' | 'phone' | 'digits' | 'amount' }}
 */
export function readStep(step, typed) {
  const text = typed.trim()
  if (text === '') return { problem: 'empty' }
  switch (step) {
    case 'to': {
      const msisdn = toMsisdn(text)
      return /^254[17]\d{8}$/.test(msisdn) ? { value: msisdn } : { problem: 'phone' }
    }
    case 'amount':
      return /^[1-9]\d{0,6}$/.test(text.replace(/,/g, ''))
        ? { value: Number(text.replace(/,/g, '')) }
        : { problem: 'amount' }
    case 'account':
      return { value: text }
    default:
      return /^\d+$/.test(text) ? { value: text } : { problem: 'digits' }
  }
}
