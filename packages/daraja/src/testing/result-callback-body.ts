import type { ResultOf } from '../callbacks/result-message.ts'
import { explainResult } from '../codes/result-codes.ts'
import { fakeConversationId, fakeOriginatorConversationId } from './replies.ts'

/** A parameter or reference by its name on the wire; `null` sends the name without a value. */
export type WireItems = readonly (readonly [key: string, value: string | number | null])[]

export type ToldResult = {
  api: ResultOf
  resultCode?: string | number
  resultDesc?: string
  resultType?: string | number
  conversationId?: string
  originatorConversationId?: string
  transactionId?: string
  /** In place of the usual ones; empty leaves ResultParameters out. */
  parameters?: WireItems
  /** In place of the usual ones; empty leaves ReferenceData out. */
  references?: WireItems
}

/**
 * The text of a result as Safaricom posts it to a ResultURL: a success with the parameters of its
 * API, or for any other `resultCode` a failure with what failures carry (reference §14 to §21). One
 * reference comes without its list, as Safaricom sends it; `reshapeCallback` makes the other forms.
 */
export function resultCallbackBody(told: ToldResult): string {
  const resultCode = told.resultCode ?? 0
  const failed = String(resultCode) !== '0'
  const usual = usualOf[told.api]
  const parameters = told.parameters ?? (failed ? (usual.onFailure ?? []) : usual.onSuccess)
  const references = told.references ?? usual.references
  return JSON.stringify({
    Result: {
      ResultType: told.resultType ?? 0,
      ResultCode: resultCode,
      ResultDesc: told.resultDesc ?? explainResult(resultCode).meaning,
      OriginatorConversationID: told.originatorConversationId ?? fakeOriginatorConversationId,
      ConversationID: told.conversationId ?? fakeConversationId,
      TransactionID: told.transactionId ?? (failed ? 'UA20000000' : usual.transactionId),
      ...(parameters.length > 0 && {
        ResultParameters: { ResultParameter: oneOrMany(parameters) },
      }),
      ...(references.length > 0 && { ReferenceData: { ReferenceItem: oneOrMany(references) } }),
    },
  })
}

function oneOrMany(items: WireItems): unknown {
  const list = items.map(([Key, Value]) => (Value === null ? { Key } : { Key, Value }))
  return list.length === 1 ? list[0] : list
}

function internalUrl(path: string): readonly [string, string] {
  return ['QueueTimeoutURL', `https://internalsandbox.safaricom.co.ke/mpesa/${path}/v1/submit`]
}

const payee = '254708374149 - AMINA TEST'
const struct = '{Amount={CurrencyCode=KES, MinimumAmount=725050, BasicAmount=7250.50}}'

type Usual = {
  transactionId: string
  onSuccess: WireItems
  onFailure?: WireItems
  references: WireItems
}

const b2c: Usual = {
  transactionId: 'UA25M0QB7R',
  onSuccess: [
    ['TransactionAmount', 450],
    ['TransactionReceipt', 'UA25M0QB7R'],
    ['ReceiverPartyPublicName', payee],
    ['TransactionCompletedDateTime', '02.01.2026 11:20:07'],
    ['B2CUtilityAccountAvailableFunds', 88120.5],
    ['B2CWorkingAccountAvailableFunds', 1200],
    ['B2CRecipientIsRegisteredCustomer', 'Y'],
    ['B2CChargesPaidAccountAvailableFunds', -45],
  ],
  references: [internalUrl('b2cresults')],
}

const b2b: Usual = {
  transactionId: 'UA21B2BX09',
  onSuccess: [
    ['DebitAccountBalance', struct],
    ['Amount', '640.00'],
    ['DebitPartyAffectedAccountBalance', 'Working Account|KES|9500.00|7250.50|2249.50|0.00'],
    ['TransCompletedTime', '20260102133015'],
    ['DebitPartyCharges', ''],
    ['ReceiverPartyPublicName', '600000 - Biller Example'],
    ['Currency', 'KES'],
    ['InitiatorAccountCurrentBalance', struct],
  ],
  references: [
    // What was sent as 020417: the gateway makes a number of it.
    ['BillReferenceNumber', 20417],
    internalUrl('b2bresults'),
    ['Occassion', null],
  ],
}

const usualOf: Record<ResultOf, Usual> = {
  b2c,
  pochi: {
    ...b2c,
    onFailure: [['CreditPartyName', payee]],
    references: [['QueueTimeoutURL', 'https://pay.example.com/hooks/b2c/timeout']],
  },
  b2b,
  tax: b2b,
  status: {
    transactionId: 'UA20000000',
    onSuccess: [
      ['DebitPartyName', '600992 - Example Org'],
      ['CreditPartyName', payee],
      ['OriginatorConversationID', 'acme-7f1c2a90'],
      ['InitiatedTime', '20260102112005'],
      ['DebitAccountType', 'Utility Account'],
      ['DebitPartyCharges', 'Fee For B2C Payment|KES|5.00'],
      ['TransactionReason', null],
      ['ReasonType', 'Business Payment to Customer via API'],
      ['TransactionStatus', 'Completed'],
      ['FinalisedTime', '20260102112007'],
      ['Amount', '450'],
      ['ConversationID', fakeConversationId],
      ['ReceiptNo', 'UA25M0QB7R'],
    ],
    references: [['Occasion', null]],
  },
  balance: {
    transactionId: 'UA20000000',
    onSuccess: [
      [
        'AccountBalance',
        'Working Account|KES|52000.00|52000.00|0.00|0.00&Utility Account|KES|18431.50|17431.50|1000.00|0.00&Charges Paid Account|KES|-212.00|-212.00|0.00|0.00',
      ],
      ['BOCompletedTime', 20260102140000],
    ],
    onFailure: [
      ['ActionType', 'AccountBalance'],
      ['ErrorMsg', 'API Password is locked. '],
      ['BOCompletedTime', 20260102140003],
    ],
    references: [internalUrl('abresults')],
  },
  reversal: {
    transactionId: 'UA22REV0R9',
    onSuccess: [
      ['DebitAccountBalance', 'Utility Account|KES|18391.50|18391.50|0.00|0.00'],
      ['Amount', 40],
      ['TransCompletedTime', 20260102150210],
      ['OriginalTransactionID', 'UA24K0TT1E'],
      ['Charge', 0],
      ['CreditPartyPublicName', payee],
      ['DebitPartyPublicName', '600984 - Example Org'],
    ],
    references: [internalUrl('reversalresults')],
  },
}
