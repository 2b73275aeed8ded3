import { organisationReactions } from './organisation-reactions.ts'
import type { Reaction } from './reaction.ts'

export type { Reaction, Retry, WhoActs } from './reaction.ts'

/**
 * What the customer is told, in English and Swahili, and who acts; several result codes share one
 * reaction.
 */
export const reactions = {
  done: {
    whoActs: 'nobody',
    retry: 'no',
    en: 'Payment received. Thank you.',
    sw: 'Malipo yamepokelewa. Asante.',
  },
  pending: {
    whoActs: 'nobody',
    retry: 'no',
    en: 'M-PESA is still working on this payment. Please wait.',
    sw: 'M-PESA bado inashughulikia malipo haya. Tafadhali subiri.',
  },
  unknown: {
    whoActs: 'nobody',
    retry: 'no',
    en: 'M-PESA has not confirmed this payment yet. We are checking; please do not pay again until we know.',
    sw: 'M-PESA bado haijathibitisha malipo haya. Tunafuatilia; tafadhali usilipe tena hadi tujue.',
  },
  lowBalance: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'Your M-PESA balance is not enough. Add money, or try a smaller amount.',
    sw: 'Salio lako la M-PESA halitoshi. Ongeza pesa, au jaribu kiasi kidogo zaidi.',
  },
  tooSmall: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'This amount is below what M-PESA allows. Try a larger amount.',
    sw: 'Kiasi hiki ni kidogo kuliko kinachoruhusiwa na M-PESA. Jaribu kiasi kikubwa zaidi.',
  },
  tooLarge: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'This amount is above the M-PESA limit for one payment. Try a smaller amount.',
    sw: 'Kiasi hiki kinazidi kikomo cha M-PESA kwa malipo ya mara moja. Jaribu kiasi kidogo zaidi.',
  },
  dailyLimit: {
    whoActs: 'customer',
    retry: 'later',
    en: 'You have reached your M-PESA limit for today. Try a smaller amount, or try again tomorrow.',
    sw: 'Umefikia kikomo chako cha M-PESA cha leo. Jaribu kiasi kidogo zaidi, au ujaribu tena kesho.',
  },
  receiverFull: {
    whoActs: 'business',
    retry: 'after-fix',
    en: 'The receiving M-PESA account cannot take this amount now. Please contact the business.',
    sw: 'Akaunti ya M-PESA inayopokea haiwezi kupokea kiasi hiki kwa sasa. Tafadhali wasiliana na biashara.',
  },
  internalOrTooSoon: {
    whoActs: 'customer',
    retry: 'later',
    en: 'M-PESA could not complete this. If you have just paid the same amount, wait two minutes, then try again.',
    sw: 'M-PESA haikuweza kukamilisha malipo haya. Kama umetoka kulipa kiasi hichohicho, subiri dakika mbili kisha ujaribu tena.',
  },
  busy: {
    whoActs: 'safaricom',
    retry: 'later',
    en: 'M-PESA is busy. Wait a few minutes, then try again.',
    sw: 'M-PESA ina shughuli nyingi kwa sasa. Subiri dakika chache, kisha ujaribu tena.',
  },
  subscriberLocked: {
    whoActs: 'customer',
    retry: 'later',
    en: 'Another M-PESA request is open on your phone. Finish or cancel it, wait a minute, then try again.',
    sw: 'Kuna ombi lingine la M-PESA kwenye simu yako. Likamilishe au lighairi, subiri dakika moja, kisha ujaribu tena.',
  },
  expired: {
    whoActs: 'customer',
    retry: 'now',
    en: 'The request expired before you approved it. Try again and enter your PIN within a minute.',
    sw: 'Muda wa ombi uliisha kabla hujaliidhinisha. Jaribu tena na uweke PIN yako ndani ya dakika moja.',
  },
  notDelivered: {
    whoActs: 'safaricom',
    retry: 'later',
    en: 'M-PESA could not send the request to your phone. Check that it is on and has signal, then try again shortly.',
    sw: 'M-PESA haikuweza kutuma ombi kwenye simu yako. Hakikisha simu imewashwa na ina mtandao, kisha ujaribu tena baada ya muda mfupi.',
  },
  promptTooLong: {
    whoActs: 'developer',
    retry: 'after-fix',
    en: 'The request could not be sent to your phone because of a fault on our side. Please contact the business.',
    sw: 'Ombi halikuweza kutumwa kwenye simu yako kwa sababu ya hitilafu upande wetu. Tafadhali wasiliana na biashara.',
  },
  cancelled: {
    whoActs: 'customer',
    retry: 'now',
    en: 'You cancelled the request on your phone. You can try again.',
    sw: 'Umeghairi ombi kwenye simu yako. Unaweza kujaribu tena.',
  },
  noAnswer: {
    whoActs: 'customer',
    retry: 'now',
    en: 'Your phone could not be reached, or the PIN was not entered in time. Check that the phone is on and has signal, then try again. If it keeps happening, dial *234# to update your SIM.',
    sw: 'Simu yako haikupatikana, au PIN haikuwekwa kwa wakati. Hakikisha simu imewashwa na ina mtandao, kisha ujaribu tena. Tatizo likiendelea, piga *234# usasishe laini yako.',
  },
  wrongPin: {
    whoActs: 'customer',
    retry: 'now',
    en: 'The M-PESA PIN was not right. Try again with the right PIN; several wrong PINs lock your M-PESA.',
    sw: 'PIN ya M-PESA haikuwa sahihi. Jaribu tena kwa PIN sahihi; ukikosea mara kadhaa M-PESA yako itafungwa.',
  },
  pinLocked: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'Your M-PESA PIN is locked. Call Safaricom on 100 to unlock it, then try again.',
    sw: 'PIN yako ya M-PESA imefungwa. Piga simu Safaricom 100 ifunguliwe, kisha ujaribu tena.',
  },
  customerAccount: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'Your M-PESA account cannot make this payment now. Call Safaricom on 100, or pay from another number.',
    sw: 'Akaunti yako ya M-PESA haiwezi kufanya malipo haya kwa sasa. Piga simu Safaricom 100, au lipa kwa nambari nyingine.',
  },
  badDebt: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'M-PESA declined this payment because of a debt on your line. Call Safaricom on 100.',
    sw: 'M-PESA imekataa malipo haya kwa sababu ya deni kwenye laini yako. Piga simu Safaricom 100.',
  },
  sessionEnded: {
    whoActs: 'customer',
    retry: 'now',
    en: 'The M-PESA session on your phone ended. Please try again.',
    sw: 'Kipindi cha M-PESA kwenye simu yako kimekatika. Tafadhali jaribu tena.',
  },
  customerUnregistered: {
    whoActs: 'customer',
    retry: 'after-fix',
    en: 'This number is not registered for M-PESA. Use a registered number.',
    sw: 'Nambari hii haijasajiliwa kwa M-PESA. Tumia nambari iliyosajiliwa.',
  },
  businessFault: {
    whoActs: 'business',
    retry: 'after-fix',
    en: 'This could not be completed because of a problem on the side of the business. Please contact the business.',
    sw: 'Hili halikuweza kukamilika kwa sababu ya hitilafu upande wa biashara. Tafadhali wasiliana na biashara.',
  },
  developerFault: {
    whoActs: 'developer',
    retry: 'after-fix',
    en: 'This could not be completed because of a fault on our side. Please contact the business.',
    sw: 'Hili halikuweza kukamilika kwa sababu ya hitilafu upande wetu. Tafadhali wasiliana na biashara.',
  },
  platformFault: {
    whoActs: 'safaricom',
    retry: 'later',
    en: 'M-PESA could not complete this now. Please try again later.',
    sw: 'M-PESA haikuweza kukamilisha ombi hili kwa sasa. Tafadhali jaribu tena baadaye.',
  },
  duplicate: {
    whoActs: 'developer',
    retry: 'no',
    en: 'This request was already sent to M-PESA. Please do not pay again; we are checking the first one.',
    sw: 'Ombi hili lilikwisha tumwa kwa M-PESA. Tafadhali usilipe tena; tunafuatilia ombi la kwanza.',
  },
  notFound: {
    whoActs: 'business',
    retry: 'after-fix',
    en: 'M-PESA does not know this receipt number. Check it and try again.',
    sw: 'M-PESA haiitambui nambari hii ya risiti. Ihakikishe kisha ujaribu tena.',
  },
  alreadyReversed: {
    whoActs: 'nobody',
    retry: 'no',
    en: 'This payment has already been reversed.',
    sw: 'Malipo haya tayari yamerudishwa.',
  },
  ...organisationReactions,
} as const satisfies Record<string, Reaction>
