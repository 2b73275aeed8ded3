import type { Language } from '../options.ts'

/** What stands behind a code, to the person it happened to. Codes of M-PESA, and those a business rejects with. */
export function refusalReason(language: Language, code: string): string {
  const reasons = reasonsOf[language]
  return reasons[code] ?? reasons.other ?? ''
}

const reasonsOf: Record<Language, Readonly<Record<string, string>>> = {
  en: {
    '1': 'You do not have enough money in your M-PESA account.',
    '2': 'The amount is below the minimum.',
    '3': 'The amount is above the maximum for one transaction.',
    '4': 'You have reached your daily M-PESA transaction limit.',
    '8': 'The receiver would have more than the maximum M-PESA account balance.',
    '11': 'Your M-PESA account is suspended. Call 100 for help.',
    '2006': 'The receiver cannot accept payments now.',
    '2040': 'The receiver is not registered for M-PESA.',
    SFC_IC0003: 'The number does not exist.',
    C2B00011: 'Your phone number was not accepted.',
    C2B00012: 'The account number is not valid.',
    C2B00013: 'The amount was not accepted.',
    C2B00014: 'Your details were not accepted.',
    C2B00015: 'The business number is not valid.',
    other: 'The business did not accept the payment.',
  },
  sw: {
    '1': 'Huna pesa za kutosha kwenye akaunti yako ya M-PESA.',
    '2': 'Kiasi ni chini ya kiwango cha chini.',
    '3': 'Kiasi ni zaidi ya kiwango cha juu cha muamala mmoja.',
    '4': 'Umefikia kiwango chako cha miamala ya M-PESA kwa siku.',
    '8': 'Mpokeaji angezidi kiwango cha juu cha akaunti ya M-PESA.',
    '11': 'Akaunti yako ya M-PESA imesimamishwa. Piga simu 100 kwa usaidizi.',
    '2006': 'Mpokeaji hawezi kupokea malipo sasa.',
    '2040': 'Mpokeaji hajasajiliwa kwa M-PESA.',
    SFC_IC0003: 'Nambari hiyo haipo.',
    C2B00011: 'Nambari yako ya simu haikukubaliwa.',
    C2B00012: 'Nambari ya akaunti si sahihi.',
    C2B00013: 'Kiasi hakikukubaliwa.',
    C2B00014: 'Maelezo yako hayakukubaliwa.',
    C2B00015: 'Nambari ya biashara si sahihi.',
    other: 'Biashara haikukubali malipo.',
  },
}

/** `Failed. …`, as the SMS after the menu says it. */
export function failedText(language: Language, code: string): string {
  const reason = refusalReason(language, code)
  switch (language) {
    case 'en':
      return `Failed. ${reason}`
    case 'sw':
      return `Imeshindikana. ${reason}`
  }
}

/** Why the menu did not go on. */
export type MenuObstacle = 'no-network' | 'wrong-pin' | 'pin-locked' | 'suspended' | 'unregistered'

export function obstacleText(language: Language, obstacle: MenuObstacle): string {
  return obstacleTexts[language][obstacle]
}

const obstacleTexts: Record<Language, Record<MenuObstacle, string>> = {
  en: {
    'no-network': 'No network. The phone cannot reach M-PESA.',
    'wrong-pin': 'You have entered the wrong M-PESA PIN. Please try again.',
    'pin-locked': 'Your M-PESA PIN is locked. Call 100 for help.',
    suspended: 'Your M-PESA account is suspended. Call 100 for help.',
    unregistered: 'Your number is not registered for M-PESA.',
  },
  sw: {
    'no-network': 'Hakuna mtandao. Simu haiwezi kufikia M-PESA.',
    'wrong-pin': 'Umeweka PIN isiyo sahihi ya M-PESA. Tafadhali jaribu tena.',
    'pin-locked': 'PIN yako ya M-PESA imefungwa. Piga simu 100 kwa usaidizi.',
    suspended: 'Akaunti yako ya M-PESA imesimamishwa. Piga simu 100 kwa usaidizi.',
    unregistered: 'Nambari yako haijasajiliwa kwa M-PESA.',
  },
}

/** What the menu says when the answer comes by SMS. */
export function sentAwayText(language: Language): string {
  switch (language) {
    case 'en':
      return 'Sent. Wait for M-PESA to reply.'
    case 'sw':
      return 'Imetumwa. Subiri jibu la M-PESA.'
  }
}

/** The last transactions of a subscriber, newest first, each like `23/11 HAZINA TEST -Ksh125.00`. */
export function statementText(
  language: Language,
  statement: { receipt: string; lines: readonly string[]; balance: string },
): string {
  const { receipt, balance } = statement
  const lines = statement.lines.join('; ')
  switch (language) {
    case 'en':
      return `${receipt} Confirmed. M-PESA mini statement: ${lines || 'no transactions'}. Balance ${balance}. Transaction cost, Ksh0.00.`
    case 'sw':
      return `${receipt} Imethibitishwa. Taarifa fupi ya M-PESA: ${lines || 'hakuna miamala'}. Baki ${balance}. Gharama ni Ksh0.00.`
  }
}
