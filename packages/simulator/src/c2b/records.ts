import type { Frequency } from '../standing-orders/frequencies.ts'
import type { BoundFault } from '../state/records.ts'

/** A customer's payment that waits for what the business says to it. */
export type PendingPaymentRecord = {
  receipt: string
  msisdn: string
  shortcode: string
  amountKes: number
  account: string
  /** Of the API that decides how the payer's number is told. */
  version: 'v1' | 'v2'
  acceptedAtMs: number
  /** When the registered ResponseType decides. */
  decideAtMs: number
}

/** A prompt on a phone that is no STK push: a till's operator, or the consent to something. */
export type PromptRecord = {
  id: string
  /** Whose phone it is on. */
  msisdn: string
  /** Who is paid. */
  shortcode: string
  businessName: string
  amountKes: number
  account: string
  /** What the phone shows. */
  text: string
  acceptedAtMs: number
  /** `queued` until it is on the phone. */
  stage: 'queued' | 'open'
  opensAtMs: number
  expiresAtMs: number
  /** Whether the phone could not be reached, so that it ends by itself. */
  isUnreachable: boolean
  callbackUrl: string
  faults: readonly BoundFault[]
} & (ExpressPrompt | RatibaPrompt | BongaPrompt)

export type ExpressPrompt = {
  kind: 'express'
  /** The till that pays. */
  payerShortcode: string
  requestId: string
  paymentRef: string
  conversationId: string
}

export type RatibaPrompt = {
  kind: 'ratiba'
  responseRefId: string
  requestRefId: string
  terms: StandingOrderTerms
}

export type BongaPrompt = { kind: 'bonga'; points: number }

export type StandingOrderTerms = {
  name: string
  /** `yyyyMMdd`, both included. */
  startDay: string
  endDay: string
  frequency: Frequency
  description: string
}

/** Money that leaves a subscriber again and again. */
export type StandingOrderRecord = {
  id: string
  msisdn: string
  shortcode: string
  amountKes: number
  account: string
  terms: StandingOrderTerms
  /** Of the subscriber's consent. */
  receipt: string
  /** How many debits were tried; the next one's day follows from it. */
  count: number
  nextAtMs: number
}

/** A business that has joined Bill Manager. */
export type BillerRecord = {
  shortcode: string
  /** The application that opted in; its invoices are this biller's. */
  consumerKey: string
  appKey: string
  email: string
  officialContact: string
  sendReminders: boolean
  callbackUrl: string
}

export type InvoiceRecord = {
  shortcode: string
  externalReference: string
  fullName: string
  msisdn: string
  /** `January 2026` */
  period: string
  name: string
  /** `yyyyMMdd` */
  dueDay: string
  account: string
  amountCents: number
  paidCents: number
  /** When the next reminder goes out; null after the last. */
  remindAtMs: number | null
  sentAtMs: number
}

/** Where a business answers for the names of its accounts (reference §27, C2B Hakikisha). */
export type AccountLookupRecord = {
  shortcode: string
  /** Base address, to which `/auth/v1/generate` is added for a token. */
  tokenUrl: string
  queryUrl: string
  username: string
  password: string
}
