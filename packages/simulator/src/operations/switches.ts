/**
 * Where sources differ, or eras do, in what organisations ask of M-PESA: B2C, Pochi, B2B, tax, Transaction Status, Account
 * Balance and Reversal (reference §7, §8.5, §14–§21). Part of `Behaviour`.
 */
export type OperationSwitches = {
  /** Any security credential passes as the initiator's, for kits with Safaricom's certificate built in. */
  anyCredential: boolean
  /** Wrong credentials in a row until the initiator is locked: 3 is the folk figure, Safaricom names none (§36.9). */
  initiatorTriesMax: number
  /** Days until the password of an API operator is over; Safaricom's figure is 90 (§7). 0: never. */
  initiatorPasswordDays: number
  /** Shortcodes that are not enabled for B2C v3 and get 403.002.1001; v1 works for them (§4). */
  withoutB2cV3: readonly string[]
  /** What one organisation may have under way at a time; more of it ends in result 26, system busy (§30). 0: no limit. */
  operationsMax: number
  /** An OriginatorConversationID that was used before: refused at once, or accepted with result 15 (§4, §30). */
  duplicateOriginator: 'refused' | 'result-15'
  /** RecieverIdentifierType that a till must be named with; the other one gives SFC_IC0003 (§16, disputed). */
  tillIdentifierType: 'either' | '2' | '4'
  /** RecieverIdentifierType of a reversal: docs and most kits say 11, Postman 4 (§21). */
  reversalIdentifierType: 'either' | '11'
  /** Whether part of a payment can be reversed; not documented (§21). Otherwise another amount is result 25. */
  partialReversal: boolean

  /**
   * `live`: what looks like a number is one, and an empty Value is left out. `portal`: codes and values of B2B and balance
   * as the portal's samples print them, in strings (§3.3, §16, §20).
   */
  resultForm: 'live' | 'portal'
  /** A list with one member: the bare member as seen live, or a list all the same (§3.3). */
  resultSingleItem: 'object' | 'list'
  /** Order of the parameters of a B2C success: the portal's, or that of a captured one (§14). */
  resultOrder: 'portal' | 'captured' | 'shuffled'
  /** Host of the internal address in `QueueTimeoutURL`: internalsandbox or internalapi (§8.5). */
  resultHost: 'sandbox' | 'production'
  /** TransactionID of a failure: date and seven zeros as seen live, or a receipt of its own as in docs samples (§14). */
  failedTransactionId: 'generic' | 'receipt'
  /** ReceiverPartyPublicName with the phone in full or masked (§14). */
  receiverPhone: 'full' | 'masked'
  /** Amount and times in a Transaction Status: strings (portal) or numbers (older captures, §19). */
  statusValues: 'strings' | 'numbers'
  /** `duplicate`: DebitPartyName twice, as in the portal's sample. `spaced`: `Conversation ID` as in old captures (§19). */
  statusKeys: 'right' | 'duplicate' | 'spaced'
  /** OriginatorConversationID of a Transaction Status: of the request, or of the payment asked about (§19). */
  statusOriginator: 'request' | 'original'
  /** How a reversed payment reports; Safaricom does not say (§19). */
  reversedStatus: 'Completed' | 'Reversed'
  /** Body of QueueTimeOutURL: the request as it came, or a Result (§8.5, disputed). */
  queueTimeOutBody: 'echo' | 'result'
}

export const operationSwitches: OperationSwitches = {
  anyCredential: false,
  initiatorTriesMax: 3,
  initiatorPasswordDays: 0,
  withoutB2cV3: [],
  operationsMax: 0,
  duplicateOriginator: 'refused',
  tillIdentifierType: 'either',
  reversalIdentifierType: 'either',
  partialReversal: false,
  resultForm: 'live',
  resultSingleItem: 'object',
  resultOrder: 'portal',
  resultHost: 'sandbox',
  failedTransactionId: 'generic',
  receiverPhone: 'full',
  statusValues: 'strings',
  statusKeys: 'right',
  statusOriginator: 'request',
  reversedStatus: 'Completed',
  queueTimeOutBody: 'echo',
}
