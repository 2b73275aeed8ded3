import type { Network } from '../network.ts'
import {
  type Body,
  type FieldCheck,
  isCallbackUrl,
  isOptionalText,
  isText,
  shortcodePattern,
  text,
} from './fields.ts'

/** Fields that most of an organisation's requests have; each file puts them in the order of its own table. */

export function initiatorCheck(body: Body, field: 'Initiator' | 'InitiatorName'): FieldCheck {
  return [field, text(body, field) !== '']
}

/** Whether it is the right one is found out later, by M-PESA (reference §7). */
export function credentialCheck(body: Body): FieldCheck {
  return ['SecurityCredential', text(body, 'SecurityCredential') !== '']
}

export function commandCheck(body: Body, isKnown: (commandId: string) => boolean): FieldCheck {
  return ['CommandID', isKnown(text(body, 'CommandID'))]
}

/** Whole shillings above zero; what is too little or too much M-PESA says in the result (reference §14, §31). */
export function amountCheck(body: Body): FieldCheck {
  return ['Amount', /^0*[1-9]\d{0,8}(\.0+)?$/.test(text(body, 'Amount'))]
}

export function shortcodeCheck(body: Body, field: string): FieldCheck {
  return [field, shortcodePattern.test(text(body, field))]
}

export function oneOfCheck(body: Body, field: string, values: readonly string[]): FieldCheck {
  return [field, values.includes(text(body, field))]
}

/** 2 to 100 characters by the docs; live traffic is not held to it. */
export function remarksCheck(network: Network, body: Body): FieldCheck {
  const remarks = text(body, 'Remarks')
  const isLongEnough = !network.config.behaviour.strict || remarks.length >= 2
  return ['Remarks', isLongEnough && isText(network, remarks, 100)]
}

export function urlCheck(
  network: Network,
  body: Body,
  field: 'QueueTimeOutURL' | 'ResultURL',
): FieldCheck {
  return [field, isCallbackUrl(network, text(body, field))]
}

/** `Occassion` or `Occasion`, by API; the other spelling is let through unread (reference §14). */
export function occasionCheck(
  network: Network,
  body: Body,
  field: 'Occassion' | 'Occasion',
): FieldCheck {
  return [field, isOptionalText(network, text(body, field), 100)]
}
