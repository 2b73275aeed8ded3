import { amountText, kshText } from '../books/money.ts'
import type { Language } from '../options.ts'
import type { Party } from '../state/records.ts'
import { messageTime } from '../time/east-africa-time.ts'

/** What every message about money tells. */
export type MoneyFacts = {
  receipt: string
  amountCents: bigint
  feeCents: bigint
  /** What the reader has afterwards, and may still send today. */
  balanceCents: bigint
  leftTodayCents: bigint
  at: Date
}

/** To who sent money to a person. */
export function sentText(language: Language, facts: MoneyFacts, to: Party): string {
  const { receipt, amount, balance, fee, leftToday } = wordsOf(facts)
  const receiver = `${to.name} ${nationalNumber(to.id)}`
  switch (language) {
    case 'en':
      return `${receipt} Confirmed. ${amount} sent to ${receiver} on ${messageTime(facts.at, 'at')}. New M-PESA balance is ${balance}. Transaction cost, ${fee}. Amount you can transact within the day is ${leftToday}.`
    case 'sw':
      return `${receipt} Imethibitishwa. ${amount} imetumwa kwa ${receiver} mnamo ${messageTime(facts.at, 'saa')}. Baki yako ya M-PESA ni ${balance}. Gharama ya kutuma ni ${fee}. Kiasi unachoweza kutuma leo ni ${leftToday}.`
  }
}

/** To who got money from a person, whose number is masked. */
export function receivedText(language: Language, facts: MoneyFacts, from: Party): string {
  const { receipt, amount, balance } = wordsOf(facts)
  const number = nationalNumber(from.id)
  const sender = `${from.name} ${number.slice(0, 4)}***${number.slice(-3)}`
  switch (language) {
    case 'en':
      return `${receipt} Confirmed.You have received ${amount} from ${sender} on ${messageTime(facts.at, 'at')}  New M-PESA balance is ${balance}.`
    case 'sw':
      return `${receipt} Imethibitishwa. Umepokea ${amount} kutoka ${sender} mnamo ${messageTime(facts.at, 'saa')} Baki yako ya M-PESA ni ${balance}.`
  }
}

/** To who got money from an organisation. */
export function paidOutText(language: Language, facts: MoneyFacts, from: Party): string {
  const { receipt, amount, balance } = wordsOf(facts)
  switch (language) {
    case 'en':
      return `${receipt} Confirmed. You have received ${amount} from ${from.name} on ${messageTime(facts.at, 'at')} New M-PESA balance is ${balance}.`
    case 'sw':
      return `${receipt} Imethibitishwa. Umepokea ${amount} kutoka ${from.name} mnamo ${messageTime(facts.at, 'saa')} Baki yako ya M-PESA ni ${balance}.`
  }
}

/** The same for a PromotionPayment. */
export function promotionText(language: Language, facts: MoneyFacts, from: Party): string {
  const { receipt, amount, balance } = wordsOf(facts)
  switch (language) {
    case 'en':
      return `Congratulations! ${receipt} confirmed.You have received ${amount} from ${from.name} B2C on ${messageTime(facts.at, 'at')}. New M-PESA balance is ${balance}.`
    case 'sw':
      return `Hongera! ${receipt} imethibitishwa. Umepokea ${amount} kutoka ${from.name} B2C mnamo ${messageTime(facts.at, 'saa')}. Baki yako ya M-PESA ni ${balance}.`
  }
}

/** To who took cash from an agent. */
export function agentText(language: Language, facts: MoneyFacts, agent: Party): string {
  const { receipt, amount, balance, fee, leftToday } = wordsOf(facts)
  const where = `${agent.id} - ${agent.name}`
  switch (language) {
    case 'en':
      return `${receipt} Confirmed.on ${messageTime(facts.at, 'at')} Withdraw ${amount} from ${where} New M-PESA balance is ${balance}. Transaction cost, ${fee}. Amount you can transact within the day is ${leftToday}.`
    case 'sw':
      return `${receipt} Imethibitishwa. Mnamo ${messageTime(facts.at, 'saa')} toa ${amount} kutoka ${where} Baki yako ya M-PESA ni ${balance}. Gharama ya kutoa ni ${fee}. Kiasi unachoweza kutuma leo ni ${leftToday}.`
  }
}

/** To who has their money back. */
export function reversedText(
  language: Language,
  facts: MoneyFacts,
  originalReceipt: string,
): string {
  const { receipt, amount, balance } = wordsOf(facts)
  switch (language) {
    case 'en':
      return `${receipt} Confirmed. Transaction ${originalReceipt} has been reversed on ${messageTime(facts.at, 'at')} and ${amount} is credited to your M-PESA account. New M-PESA balance is ${balance}.`
    case 'sw':
      return `${receipt} Imethibitishwa. Muamala ${originalReceipt} umerejeshwa mnamo ${messageTime(facts.at, 'saa')} na ${amount} imewekwa kwenye akaunti yako ya M-PESA. Baki yako ya M-PESA ni ${balance}.`
  }
}

/** To who asked for more than there is. */
export function insufficientText(
  language: Language,
  { amountCents, balanceCents }: { amountCents: bigint; balanceCents: bigint },
): string {
  const amount = kshText(amountCents)
  const balance = kshText(balanceCents)
  switch (language) {
    case 'en':
      return `Failed. You do not have enough money in your M-PESA account to pay ${amount}. You must be able to pay the transaction fee as well as the requested amount. Your M-PESA balance is ${balance}.`
    case 'sw':
      return `Imeshindikana. Huna pesa za kutosha kwenye akaunti yako ya M-PESA kulipa ${amount}. Ni lazima uweze kulipa gharama ya muamala pamoja na kiasi ulichoomba. Baki yako ya M-PESA ni ${balance}.`
  }
}

/** To who asked what they have. */
export function balanceText(
  language: Language,
  { receipt, balanceCents, at }: { receipt: string; balanceCents: bigint; at: Date },
): string {
  const balance = kshText(balanceCents)
  switch (language) {
    case 'en':
      return `${receipt} Confirmed. Your account balance was: M-PESA Account : ${balance} on ${messageTime(at, 'at')}. Transaction cost, Ksh0.00.`
    case 'sw':
      return `${receipt} Imethibitishwa. Baki ya akaunti yako ilikuwa: Akaunti ya M-PESA : ${balance} mnamo ${messageTime(at, 'saa')}. Gharama ni Ksh0.00.`
  }
}

/** `0712345678` */
export function nationalNumber(msisdn: string): string {
  return msisdn.replace(/^254/, '0')
}

function wordsOf(facts: MoneyFacts) {
  return {
    receipt: facts.receipt,
    amount: kshText(facts.amountCents),
    balance: kshText(facts.balanceCents),
    fee: kshText(facts.feeCents),
    leftToday: amountText(facts.leftTodayCents),
  }
}
