import type { Scenario, Words } from './scenario.ts'
import { addFault, changePhone, faultOfPush, phoneExists } from './steps.ts'

const payOut: Words = {
  en: 'Send a B2C payment from this shortcode.',
  sw: 'Tuma malipo ya B2C kutoka nambari hii.',
}

/** What happens to money that goes out, to what strangers post, and to payments that customers begin. */
export const otherScenarios: readonly Scenario[] = [
  {
    name: 'b2c-timeout-then-success',
    title: { en: 'B2C times out, then succeeds', sw: 'B2C inachelewa, kisha inafaulu' },
    sentence: {
      en: 'QueueTimeOutURL is told first; a minute later the money is paid and the result comes.',
      sw: 'QueueTimeOutURL inaarifiwa kwanza; dakika moja baadaye pesa zinalipwa na matokeo yanafika.',
    },
    next: payOut,
    takes: [],
    steps: [addFault('queue-timeout', { on: ['b2c', 'pochi'], ends: 'success', delayMs: 60_000 })],
  },
  {
    name: 'b2c-timeout-for-good',
    title: { en: 'B2C times out and never happens', sw: 'B2C inachelewa na haifanyiki kamwe' },
    sentence: {
      en: 'QueueTimeOutURL is told, nothing is paid, and no result ever comes.',
      sw: 'QueueTimeOutURL inaarifiwa, hakuna kinacholipwa, na matokeo hayaji kamwe.',
    },
    next: payOut,
    takes: [],
    steps: [addFault('queue-timeout', { on: ['b2c', 'pochi'], ends: 'never' })],
  },
  {
    name: 'b2c-paid-result-lost',
    title: { en: 'B2C is paid, the result is lost', sw: 'B2C imelipwa, matokeo yamepotea' },
    sentence: {
      en: 'The customer has the money; the business hears nothing more.',
      sw: 'Mteja ana pesa; biashara haisikii chochote zaidi.',
    },
    next: payOut,
    takes: [],
    steps: [addFault('callback-dropped', { on: ['b2c', 'pochi'] })],
  },
  {
    name: 'float-runs-dry',
    title: { en: 'The float runs dry', sw: 'Pesa za biashara zimeisha' },
    sentence: {
      en: 'All the money of this shortcode goes to its bank: the next payment out fails with result 1.',
      sw: 'Pesa zote za nambari hii zinaenda benki: malipo yajayo yanashindikana kwa matokeo 1.',
    },
    next: payOut,
    takes: ['shortcode'],
    steps: [{ method: 'POST', path: '/simulator/organisations/{shortcode}/settle', body: {} }],
  },
  {
    name: 'initiator-locked',
    title: { en: 'The API operator is locked', sw: 'Opereta wa API amefungwa' },
    sentence: {
      en: 'Somebody typed the initiator’s password wrongly too often: every request fails with 8006.',
      sw: 'Nenosiri la opereta limekosewa mara nyingi: kila ombi linashindikana kwa 8006.',
    },
    next: payOut,
    takes: ['shortcode'],
    steps: [
      {
        method: 'PUT',
        path: '/simulator/organisations/{shortcode}/initiators/testapi',
        body: { state: 'locked' },
      },
    ],
  },
  {
    name: 'forged-callback',
    title: { en: 'A stranger forges a callback', sw: 'Mtu anaghushi taarifa' },
    sentence: {
      en: 'While the prompt is open a stranger who knows the address posts a success with another amount.',
      sw: 'Ombi likiwa wazi, mtu anayejua anwani anatuma taarifa ya uongo yenye kiasi kingine.',
    },
    next: {
      en: 'Send a push to this phone, unless one is open on it already.',
      sw: 'Tuma ombi la malipo kwa simu hii, isipokuwa kama kuna lililofunguka tayari.',
    },
    takes: ['phone', 'amount'],
    steps: [
      phoneExists,
      {
        method: 'POST',
        path: '/simulator/callbacks/{prompt}/forge',
        body: { amount: '{amount}' },
        when: 'prompt',
      },
      {
        ...addFault('callback-forged', { on: 'push', phone: '{phone}', forgery: 'wrong-amount' }),
        when: 'no-prompt',
      },
    ],
  },
  {
    name: 'replayed-callback',
    title: { en: 'An old callback comes again', sw: 'Taarifa ya zamani inarudi' },
    sentence: {
      en: 'A stranger posts the bytes of a true success once more.',
      sw: 'Mtu anatuma tena taarifa ya kweli ya zamani.',
    },
    next: {
      en: 'Send a push to this phone and pay it.',
      sw: 'Tuma ombi la malipo kwa simu hii na ulilipe.',
    },
    takes: ['phone'],
    steps: [phoneExists, ...faultOfPush('callback-forged', { forgery: 'replayed' })],
  },
  {
    name: 'c2b-unknown-account',
    title: { en: 'C2B to an unknown account', sw: 'C2B kwa akaunti isiyojulikana' },
    sentence: {
      en: 'A customer pays the PayBill from the phone’s menu and mistypes the account.',
      sw: 'Mteja analipa PayBill kwa menyu ya simu na kukosea akaunti.',
    },
    next: {
      en: 'Look at what was posted, and where the money is.',
      sw: 'Angalia taarifa zilizotumwa, na pesa ziko wapi.',
    },
    takes: ['phone', 'shortcode', 'amount', 'account', 'pin'],
    steps: [
      phoneExists,
      {
        method: 'POST',
        path: '/simulator/phones/{phone}/pay-bill',
        body: {
          business: '{shortcode}',
          account: '{account}',
          amount: '{amount}',
          pin: '{pin}',
        },
      },
    ],
  },
  {
    name: 'out-of-coverage',
    title: { en: 'Out of coverage', sw: 'Nje ya mtandao' },
    sentence: {
      en: 'The phone cannot be reached; messages wait until it can.',
      sw: 'Simu haipatikani; ujumbe unasubiri hadi ipatikane.',
    },
    next: {
      en: 'Send a push or a B2C payment to this phone.',
      sw: 'Tuma ombi la malipo au malipo ya B2C kwa simu hii.',
    },
    takes: ['phone'],
    steps: [phoneExists, changePhone({ state: 'out-of-coverage' })],
  },
  {
    name: 'token-expires',
    title: { en: 'The token expires early', sw: 'Tokeni inaisha mapema' },
    sentence: {
      en: 'The next request is refused because its token is no longer valid.',
      sw: 'Ombi lijalo linakataliwa kwa sababu tokeni yake haitumiki tena.',
    },
    next: { en: 'Send any request.', sw: 'Tuma ombi lolote.' },
    takes: [],
    steps: [addFault('token-expired', { on: 'any' })],
  },
]
