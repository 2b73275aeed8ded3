import type { Reason } from '@hazina/contract'

/** What the owner of a transaction is told where it is not M-PESA's result code that speaks. */
export const words = {
  sending: {
    text: 'We are asking M-PESA to send the prompt to the phone.',
    text_sw: 'Tunaiomba M-PESA itume ombi la malipo kwenye simu.',
    next: 'The prompt appears on the phone in a few seconds.',
    next_sw: 'Ombi litaonekana kwenye simu baada ya sekunde chache.',
  },
  waiting_for_pin: {
    text: 'Waiting for the M-PESA PIN on the phone.',
    text_sw: 'Tunasubiri PIN ya M-PESA kwenye simu.',
    next: 'Enter the PIN on the phone. The wallet is credited as soon as M-PESA confirms.',
    next_sw: 'Weka PIN kwenye simu. Pochi itaongezewa pesa M-PESA ikithibitisha.',
  },
  asking_mpesa: {
    text: 'M-PESA has not told us yet whether this was paid. We are asking.',
    text_sw: 'M-PESA bado haijatuambia kama malipo yamefanyika. Tunauliza.',
    next: 'If you entered your PIN, do not pay again: the wallet is credited as soon as M-PESA confirms.',
    next_sw: 'Kama uliweka PIN, usilipe tena: pochi itaongezewa pesa M-PESA ikithibitisha.',
  },
  push_unanswered: {
    text: 'M-PESA did not answer us, so the prompt may still arrive.',
    text_sw: 'M-PESA haikutujibu, kwa hivyo ombi bado linaweza kufika.',
    next: 'If it arrives, you may pay it. If nothing arrives in ten minutes, try again. Nothing is taken without your PIN.',
    next_sw:
      'Likifika, unaweza kulipa. Lisipofika kwa dakika kumi, jaribu tena. Hakuna pesa inayotolewa bila PIN yako.',
  },
  checking: {
    text: 'What we were told about this payment does not match what was asked for, so we are checking with M-PESA.',
    text_sw:
      'Tulichoambiwa kuhusu malipo haya hakilingani na tulichoomba, kwa hivyo tunathibitisha na M-PESA.',
    next: 'Nothing to do. What M-PESA confirms is credited.',
    next_sw: 'Hakuna unachohitaji kufanya. M-PESA ikithibitisha, pochi itaongezewa pesa.',
  },
  with_a_person: {
    text: 'M-PESA has not explained this payment though we asked for a day. Somebody is looking it up.',
    text_sw: 'M-PESA haijaeleza malipo haya ingawa tumeuliza siku nzima. Mtu anayafuatilia.',
    next: 'If you paid, keep the M-PESA message: its receipt number finds the money.',
    next_sw: 'Kama ulilipa, hifadhi ujumbe wa M-PESA: namba ya risiti itasaidia kupata pesa.',
  },
  receipt_follows: {
    text: 'Paid. The receipt number follows.',
    text_sw: 'Imelipwa. Namba ya risiti itafuata.',
    next: 'Nothing to do.',
    next_sw: 'Hakuna unachohitaji kufanya.',
  },
  refused: {
    text: 'M-PESA did not accept the request, so no prompt was sent and nothing was taken.',
    text_sw: 'M-PESA haikukubali ombi, kwa hivyo hakuna kilichotumwa na hakuna pesa iliyotolewa.',
    next: 'Check the phone number and try again in a while.',
    next_sw: 'Hakikisha namba ya simu na ujaribu tena baadaye.',
  },
  lapsed: {
    text: 'M-PESA never answered, and no payment has been seen.',
    text_sw: 'M-PESA haikujibu, na hakuna malipo yaliyoonekana.',
    next: 'You may try again. If the first prompt was paid after all, it is credited too.',
    next_sw: 'Unaweza kujaribu tena. Kama ombi la kwanza lililipwa, nalo litaongezwa kwenye pochi.',
  },
  try_again: {
    text: '',
    text_sw: '',
    next: 'You may try again.',
    next_sw: 'Unaweza kujaribu tena.',
  },
  after_failure: {
    text: '',
    text_sw: '',
    next: 'If you believe you paid, keep the M-PESA message and tell us.',
    next_sw: 'Kama unaamini ulilipa, hifadhi ujumbe wa M-PESA na utuambie.',
  },
} as const satisfies Record<string, Omit<Reason, 'code'>>
