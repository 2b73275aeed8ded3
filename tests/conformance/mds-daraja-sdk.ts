import { MdsDarajaSdk, SafaricomDarajaApi } from 'mds-daraja-sdk'
import {
  payIn,
  proveB2c,
  proveBalance,
  provePush,
  proveQuery,
  proveRefusedCredential,
  proveRegistration,
  proveReversal,
  type SdkCall,
} from './proofs.ts'
import { customer, organisation, type Stage } from './stage.ts'

const { phone } = customer
const { shortcode, passkey } = organisation
/** Where this kit has every result sent. */
const resultUrl = 'https://example.com/result'

function openApi(stage: Stage): SafaricomDarajaApi {
  process.env.DARAJA_API_BASE_URL = stage.simulator.url
  try {
    return new SafaricomDarajaApi('key', 'secret', shortcode, passkey)
  } finally {
    delete process.env.DARAJA_API_BASE_URL
  }
}

function openSdk(stage: Stage): MdsDarajaSdk {
  return Object.assign(new MdsDarajaSdk('key', 'secret'), { baseUrl: stage.simulator.url })
}

const credential = (stage: Stage) => stage.simulator.credentials.encrypt(organisation.password)
/** Password and timestamp of a push; the kit makes them one after the other, and a second may begin in between. */
function sign(kit: typeof MdsDarajaSdk): { password: string; timestamp: string } {
  const password = kit.generatePassword(shortcode, passkey)
  const timestamp = kit.generateTimeStamp()
  return Buffer.from(password, 'base64').toString().endsWith(timestamp)
    ? { password, timestamp }
    : sign(kit)
}

async function pushWithApi(stage: Stage) {
  const api = openApi(stage)
  const url = stage.url('push')
  const answer = await api.initiateC2bStkPush('0708374149', 125, 'INV-20417', 'Invoice', url)
  const seen = await provePush(stage, answer, url, 125)
  return { api, answer, seen }
}

/** Everything that the class `SafaricomDarajaApi` offers. */
export const safaricomDarajaApiCalls: readonly SdkCall[] = [
  {
    name: 'getAccessToken',
    api: 'OAuth',
    async run(stage) {
      const token = await openApi(stage).getAccessToken()
      if (!/^\w{20,}$/.test(token)) throw new Error(token)
      return { answer: 'token', callback: 'none to come', books: 'unchanged' }
    },
  },
  { name: 'initiateC2bStkPush', api: 'STK push', run: async (on) => (await pushWithApi(on)).seen },
  {
    name: 'initiateStkPush',
    api: 'STK push',
    async run(stage) {
      const timestamp = SafaricomDarajaApi.generateTimeStamp()
      const url = stage.url('push')
      const answer = await openApi(stage).initiateStkPush({
        BusinessShortCode: shortcode,
        Password: SafaricomDarajaApi.generatePassword(shortcode, passkey, timestamp),
        Timestamp: timestamp,
        TransactionType: 'CustomerPayBillOnline',
        Amount: 125,
        PartyA: phone,
        PartyB: shortcode,
        PhoneNumber: phone,
        CallBackURL: url,
        AccountReference: 'INV-20417',
        TransactionDesc: 'Invoice',
      })
      return provePush(stage, answer, url, 125)
    },
  },
  {
    name: 'queryTransactionStatus',
    api: 'STK query',
    async run(stage) {
      const { api, answer } = await pushWithApi(stage)
      const { CheckoutRequestID } = answer
      const timestamp = SafaricomDarajaApi.generateTimeStamp()
      const password = SafaricomDarajaApi.generatePassword(shortcode, passkey, timestamp)
      const asked = [shortcode, password, timestamp, CheckoutRequestID] as const
      return proveQuery(stage, await api.queryTransactionStatus(...asked), CheckoutRequestID)
    },
  },
  {
    name: 'registerUrls',
    api: 'C2B register',
    async run(stage) {
      const url = stage.url('confirmation')
      const answer = await openApi(stage).registerUrls(url, stage.url('validation'))
      return proveRegistration(stage, answer, url)
    },
  },
  {
    name: 'b2cPayment',
    api: 'B2C v1',
    async run(stage) {
      const asked = [shortcode, await credential(stage), 450, shortcode, phone] as const
      return proveB2c(stage, await openApi(stage).b2cPayment(...asked), resultUrl, 450)
    },
  },
  {
    name: 'b2cPayment',
    note: 'with its `generatePassword`, the password of a push, as credential: no operator has it',
    api: 'B2C v1',
    async run(stage) {
      const wrong = SafaricomDarajaApi.generatePassword(shortcode, passkey)
      const answer = await openApi(stage).b2cPayment(shortcode, wrong, 450, shortcode, phone)
      return proveRefusedCredential(stage, answer, resultUrl)
    },
  },
  {
    name: 'b2cPayment',
    note: 'with its `generatePassword` as credential, and `anyCredential` switched on',
    api: 'B2C v1',
    behaviour: { anyCredential: true },
    async run(stage) {
      const wrong = SafaricomDarajaApi.generatePassword(shortcode, passkey)
      const answer = await openApi(stage).b2cPayment(shortcode, wrong, 450, shortcode, phone)
      return proveB2c(stage, answer, resultUrl, 450)
    },
  },
  {
    name: 'checkBalance',
    api: 'Account Balance',
    async run(stage) {
      const timestamp = SafaricomDarajaApi.generateTimeStamp()
      const asked = [shortcode, await credential(stage), timestamp, shortcode] as const
      return proveBalance(stage, await openApi(stage).checkBalance(...asked), resultUrl)
    },
  },
  {
    name: 'reverseTransaction',
    api: 'Reversal',
    async run(stage) {
      const { receipt } = payIn(stage, 1_000) // the kit reverses this amount and no other
      const timestamp = SafaricomDarajaApi.generateTimeStamp()
      const asked = [shortcode, await credential(stage), timestamp, receipt] as const
      const answer = await openApi(stage).reverseTransaction(...asked)
      return proveReversal(stage, answer, resultUrl, receipt)
    },
  },
]

/** Everything that the class `MdsDarajaSdk` offers. */
export const mdsDarajaSdkCalls: readonly SdkCall[] = [
  {
    name: 'initiateStkPush',
    api: 'STK push',
    async run(stage) {
      const { password, timestamp } = sign(MdsDarajaSdk)
      const url = stage.url('push')
      const asked = [shortcode, password, timestamp, phone, 125, url] as const
      return provePush(stage, await openSdk(stage).initiateStkPush(...asked), url, 125)
    },
  },
  {
    name: 'initiateB2cPayment',
    api: 'B2C v1',
    async run(stage) {
      const asked = [shortcode, await credential(stage), phone, 450] as const
      return proveB2c(stage, await openSdk(stage).initiateB2cPayment(...asked), resultUrl, 450)
    },
  },
  {
    name: 'reverseTransaction',
    api: 'Reversal',
    async run(stage) {
      const { receipt } = payIn(stage, 1) // the kit reverses this amount and no other
      const asked = [shortcode, await credential(stage), receipt] as const
      const answer = await openSdk(stage).reverseTransaction(...asked)
      return proveReversal(stage, answer, resultUrl, receipt)
    },
  },
]
