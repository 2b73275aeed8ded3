import type { DarajaError } from '../errors.ts'

/**
 * What became of a request that does something, sent once. `accepted`: Safaricom took it on; nothing
 * is paid, moved or done yet unless the API's own page says so. `rejected`: certainly nothing was
 * executed. `unknown`: it may have been; never send it again for the same purpose.
 */
export type Submission<Accepted extends object> =
  | ({ outcome: 'accepted'; raw: string } & Accepted)
  | NotAccepted

/**
 * What became of a question that moves nothing; it is repeated within the client's deadline.
 * `rejected`: Safaricom refused the question, or it could not be sent. `unknown`: no answer that
 * says anything came in time; ask again later.
 */
export type LookUp<Answer extends object> =
  | ({ outcome: 'answered'; raw: string } & Answer)
  | NotAccepted

type NotAccepted =
  | { outcome: 'rejected'; error: DarajaError; raw?: string }
  | { outcome: 'unknown'; error: DarajaError; raw?: string }

/**
 * An asynchronous request was taken on: its result is posted to the result URL. Match it by
 * `conversationId`.
 */
export type AsyncAccepted = {
  conversationId: string
  /** The caller's own id for B2C v3 and Pochi, otherwise one that Daraja made. */
  originatorConversationId: string
  responseDescription: string
}
