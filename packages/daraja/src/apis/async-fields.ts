import type { Initiator, ResultUrls } from './parties.ts'
import { callbackUrl, initiatorName, securityCredential } from './wire-fields.ts'

/** What every asynchronous request that an API operator signs has in common, on the wire. */
export const signedFields = { Initiator: initiatorName, SecurityCredential: securityCredential }

export const resultUrlFields = { QueueTimeOutURL: callbackUrl, ResultURL: callbackUrl }

/** The wire's names of those fields, as a caller knows them. */
export const asyncFieldNames = {
  Initiator: 'initiator.name',
  InitiatorName: 'initiator.name',
  SecurityCredential: 'initiator.securityCredential',
  QueueTimeOutURL: 'queueTimeOutUrl',
  ResultURL: 'resultUrl',
  Remarks: 'remarks',
  Occasion: 'occasion',
  Occassion: 'occasion',
  Amount: 'amount',
} as const

export type AsyncInput = ResultUrls & {
  initiator: Initiator
  /** 2 to 100 characters. */
  remarks: string
  /** 1 to 100 characters. */
  occasion?: string | undefined
}

export function secretsOf(input: { initiator: Initiator }): string[] {
  return [input.initiator.securityCredential]
}
