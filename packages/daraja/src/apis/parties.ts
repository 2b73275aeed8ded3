import type { Msisdn } from '../msisdn.ts'

/** Whole Kenyan shillings; the APIs take no cents. */
export type Shillings = number

/**
 * A business number and what it is. A till's store or head office is a shortcode of its own: it is
 * what goes live, while customers pay to the till (reference §9.1).
 */
export type Organisation = { type: 'paybill' | 'headOffice' | 'till'; number: string }

/** Who a question is about: an organisation, or a phone. */
export type IdentifiedParty = Organisation | { type: 'phone'; msisdn: Msisdn }

/** An API operator of the organisation, with its password encrypted by `createSecurityCredential`. */
export type Initiator = { name: string; securityCredential: string }

/** Where Safaricom posts the result of an asynchronous request. */
export type ResultUrls = {
  resultUrl: string
  /** Called when the request times out in M-PESA's queue: the outcome is unknown then, not failed. */
  queueTimeOutUrl: string
}

/** M-PESA's identifier types: 1 phone, 2 till, 4 shortcode (reference §19). */
export function identifierTypeOf(party: IdentifiedParty): '1' | '2' | '4' {
  switch (party.type) {
    case 'phone':
      return '1'
    case 'till':
      return '2'
    case 'paybill':
    case 'headOffice':
      return '4'
  }
}

export function numberOf(party: IdentifiedParty): string {
  return party.type === 'phone' ? party.msisdn : party.number
}
