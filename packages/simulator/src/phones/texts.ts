import { amountText, kshText } from '../books/money.ts'
import type { Business, Language } from '../options.ts'
import type { PushResult } from '../state/records.ts'
import { messageTime } from '../time/east-africa-time.ts'

/** Longer prompts cannot be sent; the push ends with 1025 (reference §9.6). */
export const promptTextMax = 182

/** What the phone asks. */
export function promptText(
  language: Language,
  prompt: { amountCents: bigint; business: string; account: string },
): string {
  const amount = kshText(prompt.amountCents)
  const { business, account } = prompt
  switch (language) {
    case 'en':
      return `Do you want to pay ${amount} to ${business} Account no. ${account}? Enter M-PESA PIN:`
    case 'sw':
      return `Je, ungependa kulipa ${amount} kwa ${business} Nambari ya akaunti ${account}? Weka PIN ya M-PESA:`
  }
}

export type Confirmation = {
  receipt: string
  amountCents: bigint
  feeCents: bigint
  balanceCents: bigint
  leftTodayCents: bigint
  business: string
  type: Business['type']
  account: string
  at: Date
}

/** M-PESA's message to the payer, in the shapes seen in 2026. */
export function confirmationText(language: Language, paid: Confirmation): string {
  const amount = kshText(paid.amountCents)
  const balance = kshText(paid.balanceCents)
  const fee = kshText(paid.feeCents)
  const leftToday = amountText(paid.leftTodayCents)
  switch (language) {
    case 'en': {
      const when = messageTime(paid.at, 'at')
      const paidTo =
        paid.type === 'till'
          ? `paid to ${paid.business}. on ${when}.`
          : `sent to ${paid.business} for account ${paid.account} on ${when} `
      return `${paid.receipt} Confirmed. ${amount} ${paidTo}New M-PESA balance is ${balance}. Transaction cost, ${fee}. Amount you can transact within the day is ${leftToday}.`
    }
    case 'sw': {
      const when = messageTime(paid.at, 'saa')
      const paidTo =
        paid.type === 'till'
          ? `imelipwa kwa ${paid.business}`
          : `imetumwa kwa ${paid.business} kwa akaunti ${paid.account}`
      return `${paid.receipt} Imethibitishwa. ${amount} ${paidTo} mnamo ${when} Baki yako ya M-PESA ni ${balance}. Gharama ya kutuma ni ${fee}. Kiasi unachoweza kutuma leo ni ${leftToday}.`
    }
  }
}

/** Results of a push, with the words seen live (reference §9.6). */
export const results = {
  paid: result('0', 'The service request is processed successfully.'),
  insufficient: result('1', 'The balance is insufficient for the transaction.'),
  dailyLimit: result('4', 'Declined due to limit rule: would exceed the daily transfer limit.'),
  repeatedAmount: result('17', 'System internal error.'),
  pushError: result('1025', 'An error occurred while sending a push request.'),
  locked: result(
    '1001',
    'Unable to lock subscriber, a transaction is already in process for the current subscriber',
  ),
  expired: result('1019', 'Transaction has expired'),
  cancelled: result('1032', 'Request Cancelled by user.'),
  cancelledPortal: result('1032', 'Request cancelled by user'),
  cancelledOld: result('1031', 'Request cancelled by user'),
  noAnswer: result('1037', 'No response from user.', 'DS timeout user cannot be reached.'),
  noAnswerAlike: result('1037', 'No response from user.'),
  unreachable: result('1037', 'DS timeout user cannot be reached.'),
  wrongPin: result('2001', 'The initiator information is invalid.'),
  pinLocked: result('8006', 'The security credential is locked.'),
  wrongReceiver: result('SFC_IC0003', 'The operator does not exist.'),
} satisfies Record<string, PushResult>

function result(code: string, callbackText: string, queryText = callbackText): PushResult {
  return { code, callbackText, queryText }
}
