import type { AccountBalance } from '../src/callbacks/money-text.ts'
import type {
  ResultMessage,
  ResultParameters,
  StatusParameters,
} from '../src/callbacks/result-message.ts'

const eat = (text: string) => new Date(`${text}+03:00`)
const amina = {
  text: '254708374149 - AMINA TEST',
  id: '254708374149',
  name: 'AMINA TEST',
}
const processed = 'The service request is processed successfully.'

type Shared = Omit<ResultMessage, 'kind' | 'api' | 'parameters' | 'items' | 'references'>

// Items and references are compared with the body itself below.
function result(shared: Partial<Shared>, known: ResultParameters) {
  return {
    kind: 'result',
    succeeded: true,
    resultType: '0',
    resultCode: '0',
    resultDesc: processed,
    transactionId: 'UA20000000',
    unreadable: [],
    ...shared,
    ...known,
  }
}

function internal(path: string): { queueTimeoutUrl: string } {
  const host = 'https://internalsandbox.safaricom.co.ke'
  return { queueTimeoutUrl: `${host}/mpesa/${path}/v1/submit` }
}

function failed(resultCode: string, resultDesc: string) {
  return { succeeded: false, resultCode, resultDesc }
}

const locked = failed('8006', 'The security credential is locked.')

const b2cIds = {
  conversationId: 'AG_20260102_2010a41b77c09e5d3f18',
  originatorConversationId: 'acme-7f1c2a90',
  ...internal('b2cresults'),
}

const b2cSuccess = result(
  { ...b2cIds, transactionId: 'UA25M0QB7R' },
  {
    api: 'b2c',
    parameters: {
      amount: 450,
      receipt: 'UA25M0QB7R',
      receiver: {
        text: '254708374149 - AMINA TEST PAYEE',
        id: '254708374149',
        name: 'AMINA TEST PAYEE',
      },
      completedAt: eat('2026-01-02T11:20:07'),
      recipientRegistered: true,
      utilityAvailable: 88120.5,
      workingAvailable: 1200,
      chargesPaidAvailable: -45,
    },
  },
)

function b2cFailed(shared: Partial<Shared>) {
  return result({ ...b2cIds, ...shared }, { api: 'b2c', parameters: {} })
}

function b2bIds(digit: number) {
  return {
    conversationId: `AG_20260102_2010b7d9c0e1f2a3b4c${digit}`,
    originatorConversationId: `7d2c-4e0a-9b11-3f6a0c55e1d2120498${digit + 3}`,
  }
}

const struct = { currency: 'KES', minorUnits: 725050, available: 7250.5 }

const statusIds = {
  conversationId: 'AG_20260102_2010d1e2f3a4b5c6d7e8',
  originatorConversationId: '7d2c-4e0a-9b11-3f6a0c55e1d21205050',
}

const completed: StatusParameters = {
  fate: 'completed',
  status: 'Completed',
  receipt: 'UA25M0QB7R',
  amount: 450,
  initiatedAt: eat('2026-01-02T11:20:05'),
  finalisedAt: eat('2026-01-02T11:20:07'),
  debitParty: { text: '600992 - Example Org', id: '600992', name: 'Example Org' },
  creditParty: amina,
  debitAccountType: 'Utility Account',
  charge: { label: 'Fee For B2C Payment', currency: 'KES', amount: 5 },
  reasonType: 'Business Payment to Customer via API',
  conversationId: 'AG_20260102_2010a41b77c09e5d3f18',
  originatorConversationId: 'acme-7f1c2a90',
}

const balanceIds = {
  conversationId: 'AG_20260102_2010e5d4c3b2a1908070',
  originatorConversationId: '5120-90177342-2',
  ...internal('abresults'),
}

function account(name: string, figures: readonly [number, number, number, number]): AccountBalance {
  const [current, available, reserved, uncleared] = figures
  return { name, currency: 'KES', current, available, reserved, uncleared }
}

const balances: ResultParameters = {
  api: 'balance',
  parameters: {
    accounts: [
      account('Working Account', [52000, 52000, 0, 0]),
      account('Float Account', [0, 0, 0, 0]),
      account('Utility Account', [18431.5, 17431.5, 1000, 0]),
      account('Charges Paid Account', [-212, -212, 0, 0]),
      account('Organization Settlement Account', [0, 0, 0, 0]),
    ],
    completedAt: eat('2026-01-02T14:00:00'),
  },
}

function reversalIds(digit: number) {
  return {
    conversationId: `AG_20260102_2010b0b1b2b3b4b5b6b${digit}`,
    originatorConversationId: `7d2c-4e0a-9b11-3f6a0c55e1d2120510${digit - 5}`,
    ...internal('reversalresults'),
  }
}

/** What each recorded result says, its items and references left aside. */
export const expectedResults = {
  b2c_success: b2cSuccess,
  b2c_success_otherOrder: b2cSuccess,
  b2c_locked_live: b2cFailed(locked),
  b2c_badInitiator: b2cFailed(failed('2001', 'The initiator information is invalid.')),
  b2c_insufficient: b2cFailed(failed('1', 'The balance is insufficient for the transaction.')),
  b2c_alphaCode: b2cFailed(failed('SFC_IC0003', 'The operator does not exist.')),
  pochi_locked_live_singleObject: result(
    {
      ...locked,
      conversationId: 'AG_20260102_2010c0c1c2c3c4c5c6c7',
      originatorConversationId: 'acme-7f1c2a91',
      queueTimeoutUrl: 'https://pay.example.com/hooks/b2c/timeout',
    },
    { api: undefined, parameters: undefined },
  ),

  b2b_success_portal: result(
    {
      ...b2bIds(5),
      ...internal('b2bresults'),
      resultDesc: 'The service request is processed successfully',
      transactionId: 'UA21B2BX09',
      billReference: 'STMT-31',
    },
    {
      api: 'b2b',
      parameters: {
        amount: 640,
        currency: 'KES',
        completedAt: eat('2026-01-02T13:30:15'),
        receiver: { text: '600000 - Biller Example', id: '600000', name: 'Biller Example' },
        debitBalance: struct,
        affectedBalance: account('Working Account', [9500, 7250.5, 2249.5, 0]),
        initiatorBalance: struct,
      },
    },
  ),
  b2b_paybill_locked_live: result(
    { ...b2bIds(6), ...internal('b2bresults'), ...locked, billReference: '20417' },
    { api: 'b2b', parameters: {} },
  ),
  b2b_buygoods_or_topup_locked_live: result(
    {
      ...b2bIds(7),
      ...internal('b2bresults'),
      ...locked,
      originatorConversationId: '7d2c-4e0a-9b11-3f6a0c55e1d21204990',
    },
    { api: 'b2b', parameters: {} },
  ),
  b2b_failure_portal_singleObject: result(
    {
      ...b2bIds(8),
      ...failed('2001', 'The initiator information is invalid.'),
      originatorConversationId: '12337-23509183-5',
      queueTimeoutUrl: 'https://internalapi.safaricom.co.ke/mpesa/abresults/v1/submit',
    },
    { api: undefined, parameters: undefined },
  ),

  status_completed: result(statusIds, { api: 'status', parameters: completed }),
  status_completed_portalDuplicateKey: result(statusIds, { api: 'status', parameters: completed }),
  status_completed_numbers: result(statusIds, { api: 'status', parameters: completed }),
  status_notFound_live: result(
    {
      ...failed('2032', 'The transaction receipt number does not exist.'),
      conversationId: 'AG_20260102_2010d1e2f3a4b5c6d7e9',
      originatorConversationId: '7d2c-4e0a-9b11-3f6a0c55e1d21205051',
    },
    { api: 'status', parameters: { fate: 'unknown' } },
  ),

  balance_success: result(balanceIds, balances),
  balance_success_portalStrings: result(
    { ...balanceIds, resultDesc: 'The service request is processed successfully' },
    balances,
  ),
  balance_locked_live: result(
    {
      ...locked,
      conversationId: 'AG_20260102_2010e5d4c3b2a1908071',
      originatorConversationId: '7d2c-4e0a-9b11-3f6a0c55e1d21205090',
    },
    {
      api: 'balance',
      parameters: {
        completedAt: eat('2026-01-02T14:00:03'),
        actionType: 'AccountBalance',
        errorMessage: 'API Password is locked.',
      },
    },
  ),

  reversal_success: result(
    { ...reversalIds(7), transactionId: 'UA22REV0R9' },
    {
      api: 'reversal',
      parameters: {
        amount: 40,
        charge: 0,
        completedAt: eat('2026-01-02T15:02:10'),
        originalReceipt: 'UA24K0TT1E',
        debitParty: { text: '600984 - Example Org', id: '600984', name: 'Example Org' },
        creditParty: amina,
        debitBalance: account('Utility Account', [18391.5, 18391.5, 0, 0]),
      },
    },
  ),
  reversal_badOriginal_live: result(
    { ...reversalIds(8), ...failed('R000002', 'The OriginalTransactionID is invalid.') },
    { api: 'reversal', parameters: {} },
  ),
  reversal_already: result(
    { ...reversalIds(9), ...failed('R000001', 'The transaction has already been reversed') },
    { api: 'reversal', parameters: {} },
  ),
}
