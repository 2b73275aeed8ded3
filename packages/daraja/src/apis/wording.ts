import { sentences } from '../codes/error-codes.ts'

/** Of requests that do something. */
export const requestWording = {
  rejected: sentences.request,
  unknown: sentences.requestUnknown,
} as const

/** Of questions, which change nothing however they end. */
export const lookUpWording = { rejected: sentences.lookUp, unknown: sentences.lookUp } as const
