import type { Reaction } from './reaction.ts'

/** Where an organisation pays, asks or validates, rather than a customer at a prompt. */
export const organisationReactions = {
  answered: {
    whoActs: 'nobody',
    retry: 'no',
    en: 'M-PESA answered.',
    sw: 'M-PESA imejibu.',
  },
  takenOn: {
    whoActs: 'nobody',
    retry: 'no',
    en: 'M-PESA has taken the request. Please wait for it to finish.',
    sw: 'M-PESA imepokea ombi. Tafadhali subiri likamilike.',
  },
  sent: {
    whoActs: 'nobody',
    retry: 'no',
    en: 'The money was sent by M-PESA.',
    sw: 'Pesa zimetumwa kwa M-PESA.',
  },
  givenBack: {
    whoActs: 'nobody',
    retry: 'no',
    en: 'The payment was given back.',
    sw: 'Malipo yamerudishwa.',
  },
  orderMade: {
    whoActs: 'nobody',
    retry: 'no',
    en: 'The standing order is set up.',
    sw: 'Agizo la malipo ya mara kwa mara limewekwa.',
  },
  organisationLacksMoney: {
    whoActs: 'business',
    retry: 'after-fix',
    en: 'The business does not have enough in its M-PESA account for this now. Please contact the business.',
    sw: 'Biashara haina pesa za kutosha kwenye akaunti yake ya M-PESA kwa sasa. Tafadhali wasiliana na biashara.',
  },
  customerFull: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'Your M-PESA would hold more than it may. Spend or withdraw some money, then try again.',
    sw: 'M-PESA yako ingezidi kiasi kinachoruhusiwa. Tumia au toa pesa kiasi, kisha ujaribu tena.',
  },
  customerCannotReceive: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'Your M-PESA account cannot take this money now. Call Safaricom on 100, or use another number.',
    sw: 'Akaunti yako ya M-PESA haiwezi kupokea pesa hizi kwa sasa. Piga simu Safaricom 100, au tumia nambari nyingine.',
  },
  wrongPhone: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'The business does not take payments from this phone number. Please contact the business.',
    sw: 'Biashara haipokei malipo kutoka nambari hii ya simu. Tafadhali wasiliana na biashara.',
  },
  wrongAccount: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'The account number is not right. Check it and pay again.',
    sw: 'Nambari ya akaunti si sahihi. Ihakikishe kisha ulipe tena.',
  },
  wrongAmount: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'The amount is not what the business expects. Check it and pay again.',
    sw: 'Kiasi hiki si kile ambacho biashara inatarajia. Kihakikishe kisha ulipe tena.',
  },
  wrongDetails: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'Your details do not agree with those the business has. Please contact the business.',
    sw: 'Maelezo yako hayalingani na yale yaliyo na biashara. Tafadhali wasiliana na biashara.',
  },
} as const satisfies Record<string, Reaction>
