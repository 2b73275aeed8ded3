import type { Scenario, Words } from './scenario.ts'
import {
  addFault,
  cancelPrompt,
  changePhone,
  faultOfPush,
  payPrompt,
  phoneExists,
} from './steps.ts'

const pushNow: Words = {
  en: 'Send a push to this phone, unless one is open on it already.',
  sw: 'Tuma ombi la malipo kwa simu hii, isipokuwa kama kuna lililofunguka tayari.',
}

/** What happens to pushes. */
export const pushScenarios: readonly Scenario[] = [
  {
    name: 'paid-callback-lost',
    title: { en: 'Paid, but the callback is lost', sw: 'Amelipa, lakini taarifa imepotea' },
    sentence: {
      en: 'The customer pays and has M-PESA’s message; the business never hears of it.',
      sw: 'Mteja amelipa na ana ujumbe wa M-PESA; biashara haipati taarifa kamwe.',
    },
    next: pushNow,
    takes: ['phone'],
    steps: [phoneExists, ...faultOfPush('callback-dropped'), ...payPrompt],
  },
  {
    name: 'customer-cancels',
    title: { en: 'The customer cancels', sw: 'Mteja anakataa' },
    sentence: { en: 'The customer presses Cancel.', sw: 'Mteja anabonyeza Ghairi.' },
    next: pushNow,
    takes: ['phone'],
    steps: [phoneExists, ...cancelPrompt],
  },
  {
    name: 'told-many-times',
    title: { en: 'Money arrives once, told five times', sw: 'Pesa mara moja, taarifa mara tano' },
    sentence: {
      en: 'One payment, and five callbacks of it at the same moment.',
      sw: 'Malipo moja, na taarifa tano kwa wakati mmoja.',
    },
    next: pushNow,
    takes: ['phone'],
    steps: [
      phoneExists,
      ...faultOfPush('callback-duplicated', { copies: 5, concurrency: 5 }),
      ...payPrompt,
    ],
  },
  {
    name: 'three-days-late',
    title: { en: 'The callback is 72 hours late', sw: 'Taarifa imechelewa saa 72' },
    sentence: {
      en: 'The customer pays; the callback comes three days later.',
      sw: 'Mteja analipa; taarifa inafika siku tatu baadaye.',
    },
    next: {
      en: 'Send a push, unless one is open, and move the clock on by three days.',
      sw: 'Tuma ombi la malipo kama hakuna, kisha songeza saa mbele siku tatu.',
    },
    takes: ['phone'],
    steps: [
      phoneExists,
      ...faultOfPush('callback-delayed', { delayMs: 72 * 3_600_000 }),
      ...payPrompt,
    ],
  },
  {
    name: 'answer-lost',
    title: { en: 'The answer to the push is lost', sw: 'Jibu la ombi limepotea' },
    sentence: {
      en: 'Safaricom takes the push, the connection breaks, and the prompt arrives all the same.',
      sw: 'Safaricom inapokea ombi, mtandao unakatika, na bado ombi linafika kwenye simu.',
    },
    next: {
      en: 'Send a push to this phone.',
      sw: 'Tuma ombi la malipo kwa simu hii.',
    },
    takes: ['phone'],
    steps: [phoneExists, addFault('answer-lost', { on: 'push', phone: '{phone}' })],
  },
  {
    name: 'callback-first',
    title: { en: 'The callback comes before the answer', sw: 'Taarifa inafika kabla ya jibu' },
    sentence: {
      en: 'The customer is so quick that the callback is there before the push is answered.',
      sw: 'Mteja ni mwepesi hivi kwamba taarifa inafika kabla ya jibu la ombi.',
    },
    next: { en: 'Send a push to this phone.', sw: 'Tuma ombi la malipo kwa simu hii.' },
    takes: ['phone'],
    steps: [phoneExists, addFault('callback-before-answer', { on: 'push', phone: '{phone}' })],
  },
  {
    name: 'failed-then-paid',
    title: { en: 'Failed, then paid after all', sw: 'Imeshindikana, kisha imelipwa' },
    sentence: {
      en: 'M-PESA says that the payment failed, and a minute later that it was paid; the money moved.',
      sw: 'M-PESA inasema malipo yameshindikana, na dakika moja baadaye kwamba yamelipwa; pesa zimehama.',
    },
    next: pushNow,
    takes: ['phone'],
    steps: [
      phoneExists,
      ...faultOfPush('result-contradicted', { delayMs: 60_000 }),
      ...cancelPrompt,
    ],
  },
  {
    name: 'query-lies',
    title: { en: 'The query lies', sw: 'Ulizo linadanganya' },
    sentence: {
      en: 'The customer pays, the callback is lost, and asked about it Safaricom first answers with an error.',
      sw: 'Mteja analipa, taarifa inapotea, na Safaricom ikiulizwa inajibu kwanza kwa hitilafu.',
    },
    next: pushNow,
    takes: ['phone'],
    steps: [
      phoneExists,
      ...faultOfPush('callback-dropped'),
      addFault('query-spurious', { phone: '{phone}' }),
      ...payPrompt,
    ],
  },
  {
    name: 'phone-off',
    title: { en: 'The phone is off', sw: 'Simu imezimwa' },
    sentence: {
      en: 'Nobody sees the prompt; the result is 1037.',
      sw: 'Hakuna anayeona ombi; matokeo ni 1037.',
    },
    next: {
      en: 'Send a push to this phone, and switch it on again afterwards.',
      sw: 'Tuma ombi la malipo kwa simu hii, kisha iwashe tena.',
    },
    takes: ['phone'],
    steps: [phoneExists, changePhone({ state: 'off' })],
  },
  {
    name: 'wrong-pin',
    title: { en: 'The customer types a wrong PIN', sw: 'Mteja anaweka PIN isiyo sahihi' },
    sentence: {
      en: 'The result is 2001, and after three in a row the PIN is locked.',
      sw: 'Matokeo ni 2001, na baada ya mara tatu PIN inafungwa.',
    },
    next: pushNow,
    takes: ['phone'],
    steps: [phoneExists, changePhone({ autoAnswer: 'wrong-pin' })],
  },
  {
    name: 'no-money',
    title: { en: 'The customer has no money', sw: 'Mteja hana pesa' },
    sentence: {
      en: 'Five shillings are left on the phone: whatever costs more fails with result 1.',
      sw: 'Zimebaki shilingi tano kwenye simu: kinachozidi hapo kinashindikana kwa matokeo 1.',
    },
    next: pushNow,
    takes: ['phone'],
    steps: [phoneExists, changePhone({ balance: 5, autoAnswer: 'pay' })],
  },
]
