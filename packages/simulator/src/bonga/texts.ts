import type { Language } from '../options.ts'

type Redeemed = {
  receipt: string
  amount: string
  points: number
  business: string
  shortcode: string
  account: string
  pointsLeft: number
}

/** What the phone asks before points go. */
export function bongaPromptText(
  language: Language,
  redemption: Pick<Redeemed, 'amount' | 'points' | 'business' | 'account'>,
): string {
  const { amount, points, business, account } = redemption
  switch (language) {
    case 'en':
      return `Do you want to redeem ${points} Bonga points to pay ${amount} to ${business} Account no. ${account}? Enter M-PESA PIN:`
    case 'sw':
      return `Je, ungependa kukomboa pointi ${points} za Bonga kulipa ${amount} kwa ${business} Nambari ya akaunti ${account}? Weka PIN ya M-PESA:`
  }
}

/** To who redeemed points. */
export function bongaText(language: Language, redeemed: Redeemed): string {
  const { receipt, amount, points, business, shortcode, account, pointsLeft } = redeemed
  switch (language) {
    case 'en':
      return `Your expenditure for ${amount} worth ${points} points to ${business} Pay bill ${shortcode} for Account reference ${account} was successful. The transaction reference number is ${receipt}. Your new Bonga points balance is ${pointsLeft}.`
    case 'sw':
      return `Umelipa ${amount} kwa pointi ${points} kwa ${business} Pay bill ${shortcode}, akaunti ${account}. Nambari ya muamala ni ${receipt}. Baki yako mpya ya pointi za Bonga ni ${pointsLeft}.`
  }
}

/** To who has too few points. */
export function bongaShortText(language: Language, points: number): string {
  switch (language) {
    case 'en':
      return `You have insufficient points to complete this request. Kindly select an alternative payment method. Your Bonga points balance is ${points}.`
    case 'sw':
      return `Huna pointi za kutosha kukamilisha ombi hili. Tafadhali chagua njia nyingine ya malipo. Baki yako ya pointi za Bonga ni ${points}.`
  }
}
