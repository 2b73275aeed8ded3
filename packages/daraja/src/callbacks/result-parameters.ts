import { parseAccountBalance, parseBalanceText, parseCharges } from './money-text.ts'
import { present, type Reader, readerOf } from './reader.ts'
import type {
  B2bParameters,
  B2cParameters,
  BalanceParameters,
  Party,
  ResultOf,
  ResultParameters,
  ReversalParameters,
  StatusParameters,
} from './result-message.ts'
import { fold, printable, type Told } from './told.ts'
import { parseDarajaDate, parseKes, parseParty, parseReceipt } from './wire-values.ts'

/** The parameters as the API means them; what cannot be understood is named in `unreadable`. */
export function readParameters(
  api: ResultOf | undefined,
  told: Told,
  unreadable: string[],
): ResultParameters {
  const reader = readerOf(told, unreadable)
  switch (api) {
    case undefined:
      return { api, parameters: undefined }
    case 'b2c':
    case 'pochi':
      return { api, parameters: readB2c(reader) }
    case 'b2b':
    case 'tax':
      return { api, parameters: readB2b(reader) }
    case 'status':
      return { api, parameters: readStatus(reader, told, unreadable) }
    case 'balance':
      return { api, parameters: readBalance(reader) }
    case 'reversal':
      return { api, parameters: readReversal(reader) }
  }
}

function readB2c({ read }: Reader): B2cParameters {
  return present<B2cParameters>({
    amount: read(parseKes, 'TransactionAmount', 'Amount'),
    receipt: read(parseReceipt, 'TransactionReceipt'),
    receiver: read(parseParty, 'ReceiverPartyPublicName', 'CreditPartyName'),
    completedAt: read(parseDarajaDate, 'TransactionCompletedDateTime', ...completionNames),
    recipientRegistered: read(parseYesNo, 'B2CRecipientIsRegisteredCustomer'),
    utilityAvailable: read(parseKes, 'B2CUtilityAccountAvailableFunds'),
    workingAvailable: read(parseKes, 'B2CWorkingAccountAvailableFunds'),
    chargesPaidAvailable: read(parseKes, 'B2CChargesPaidAccountAvailableFunds'),
  })
}

function readB2b({ read, text }: Reader): B2bParameters {
  return present<B2bParameters>({
    amount: read(parseKes, 'Amount', 'TransactionAmount'),
    currency: text('Currency'),
    completedAt: read(parseDarajaDate, ...completionNames),
    receiver: read(parseParty, 'ReceiverPartyPublicName', 'CreditPartyPublicName'),
    charge: read(parseCharges, 'DebitPartyCharges'),
    debitBalance: read(parseBalanceText, 'DebitAccountBalance', 'DebitAccountCurrentBalance'),
    affectedBalance: read(parseBalanceText, 'DebitPartyAffectedAccountBalance'),
    initiatorBalance: read(parseBalanceText, 'InitiatorAccountCurrentBalance'),
  })
}

function readStatus(
  { read, text, identifier }: Reader,
  told: Told,
  unreadable: string[],
): StatusParameters {
  const status = text('TransactionStatus')
  return {
    fate: fates.get(fold(status ?? '')) ?? 'unknown',
    ...present<Omit<StatusParameters, 'fate'>>({
      status,
      receipt: read(parseReceipt, 'ReceiptNo'),
      amount: read(parseKes, 'Amount'),
      initiatedAt: read(parseDarajaDate, 'InitiatedTime'),
      finalisedAt: read(parseDarajaDate, 'FinalisedTime'),
      ...readStatusParties(told, unreadable),
      debitAccountType: text('DebitAccountType'),
      charge: read(parseCharges, 'DebitPartyCharges'),
      reasonType: text('ReasonType'),
      transactionReason: text('TransactionReason'),
      conversationId: identifier('ConversationID'),
      originatorConversationId: identifier('OriginatorConversationID', 'OriginatorCoversationID'),
    }),
  }
}

// The portal's sample says DebitPartyName twice, the second time for the credit party (reference
// §19).
function readStatusParties(told: Told, unreadable: string[]) {
  const debits = (told.get('debitpartyname') ?? []).filter((value) => typeof value === 'string')
  if (debits.length === 2 && !told.has('creditpartyname')) {
    const [debit, credit] = debits.map((value) => parseParty(printable(value.trim())))
    return { debitParty: debit, creditParty: credit }
  }
  const { read } = readerOf(told, unreadable)
  return {
    debitParty: read(parseParty, 'DebitPartyName'),
    creditParty: read(parseParty, 'CreditPartyName'),
  } satisfies Record<string, Party | undefined>
}

function readBalance({ read, text }: Reader): BalanceParameters {
  return present<BalanceParameters>({
    accounts: read(parseAccountBalance, 'AccountBalance'),
    completedAt: read(parseDarajaDate, ...completionNames),
    actionType: text('ActionType'),
    errorMessage: text('ErrorMsg'),
  })
}

function readReversal({ read }: Reader): ReversalParameters {
  return present<ReversalParameters>({
    amount: read(parseKes, 'Amount'),
    charge: read(parseKes, 'Charge'),
    completedAt: read(parseDarajaDate, ...completionNames),
    originalReceipt: read(parseReceipt, 'OriginalTransactionID'),
    debitParty: read(parseParty, 'DebitPartyPublicName'),
    creditParty: read(parseParty, 'CreditPartyPublicName'),
    debitBalance: read(parseBalanceText, 'DebitAccountBalance'),
  })
}

function parseYesNo(text: string): boolean | undefined {
  const answer = text.toUpperCase()
  if (answer === 'Y' || answer === 'YES' || answer === 'TRUE') return true
  return answer === 'N' || answer === 'NO' || answer === 'FALSE' ? false : undefined
}

const completionNames = ['TransCompletedTime', 'TransactionCompletedTime', 'BOCompletedTime']

// The list of statuses is likely, not sure (reference §19).
const fates: ReadonlyMap<string, StatusParameters['fate']> = new Map([
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['cancelled', 'failed'],
  ['declined', 'failed'],
  ['expired', 'failed'],
  ['authorized', 'pending'],
  ['pendingauthorized', 'pending'],
  ['initiated', 'pending'],
] as const)
