import { createRequire } from 'node:module'
import {
  fieldOf,
  payIn,
  proveB2b,
  proveB2c,
  proveBalance,
  provePush,
  proveQuery,
  proveRegistration,
  proveReversal,
  proveSimulated,
  proveStatus,
  type SdkCall,
} from './proofs.ts'
import { customer, organisation, type Stage, supplier } from './stage.ts'

/** The part of the kit that is used; it brings no types. */
type MpesaNode = {
  baseURL: string
  oAuth(): Answer
  lipaNaMpesaOnline(...parameters: readonly unknown[]): Answer
  lipaNaMpesaQuery(...parameters: readonly unknown[]): Answer
  c2bRegister(...parameters: readonly unknown[]): Answer
  c2bSimulate(...parameters: readonly unknown[]): Answer
  b2c(...parameters: readonly unknown[]): Answer
  b2b(...parameters: readonly unknown[]): Answer
  accountBalance(...parameters: readonly unknown[]): Answer
  transactionStatus(...parameters: readonly unknown[]): Answer
  reversal(...parameters: readonly unknown[]): Answer
}
type Answer = Promise<{ status: number; data: unknown }>

export const Mpesa: new (config: Record<string, unknown>) => MpesaNode = createRequire(
  import.meta.url,
)('mpesa-node')

const { phone } = customer
const { shortcode } = organisation

function open(stage: Stage): MpesaNode {
  const mpesa = new Mpesa({
    consumerKey: 'key',
    consumerSecret: 'secret',
    environment: 'sandbox',
    shortCode: shortcode,
    initiatorName: organisation.operator,
    securityCredential: organisation.password,
    lipaNaMpesaShortCode: shortcode,
    lipaNaMpesaShortPass: organisation.passkey,
    certPath: stage.certificatePath,
  })
  mpesa.baseURL = stage.simulator.url
  return mpesa
}

/** Everything that `mpesa-node` offers. */
export const mpesaNodeCalls: readonly SdkCall[] = [
  {
    name: 'oAuth',
    api: 'OAuth',
    async run(stage) {
      const { data } = await open(stage).oAuth()
      return { answer: tokenIn(data), callback: 'none to come', books: 'unchanged' }
    },
  },
  {
    name: 'lipaNaMpesaOnline',
    api: 'STK push',
    async run(stage) {
      const url = stage.url('push')
      const { data } = await open(stage).lipaNaMpesaOnline(phone, 125, url, 'INV-20417')
      return provePush(stage, data, url, 125)
    },
  },
  {
    name: 'lipaNaMpesaQuery',
    api: 'STK query',
    async run(stage) {
      const mpesa = open(stage)
      const url = stage.url('push')
      const push = await mpesa.lipaNaMpesaOnline(phone, 125, url, 'INV-20417')
      await provePush(stage, push.data, url, 125)
      const id = fieldOf(push.data, 'CheckoutRequestID')
      return proveQuery(stage, (await mpesa.lipaNaMpesaQuery(id)).data, id)
    },
  },
  {
    name: 'c2bRegister',
    api: 'C2B register',
    async run(stage) {
      const url = stage.url('confirmation')
      const { data } = await open(stage).c2bRegister(url, stage.url('validation'))
      return proveRegistration(stage, data, url)
    },
  },
  {
    name: 'c2bSimulate',
    api: 'C2B simulate',
    async run(stage) {
      const mpesa = open(stage)
      const url = stage.url('confirmation')
      await mpesa.c2bRegister(url, stage.url('validation'))
      return proveSimulated(stage, (await mpesa.c2bSimulate(phone, 40, 'UNIT-7')).data, url, 40)
    },
  },
  {
    name: 'b2c',
    api: 'B2C v1',
    async run(stage) {
      const url = stage.url('b2c')
      const { data } = await open(stage).b2c(shortcode, phone, 450, stage.url('timeout'), url)
      return proveB2c(stage, data, url, 450)
    },
  },
  { name: 'b2b', api: 'B2B', run: (stage) => payBusiness(stage) },
  {
    name: 'b2b',
    note: 'with BusinessPayBill',
    api: 'B2B',
    run: (stage) => payBusiness(stage, 4, 4, null, 'BusinessPayBill', '020417'),
  },
  {
    name: 'accountBalance',
    api: 'Account Balance',
    async run(stage) {
      const url = stage.url('balance')
      const { data } = await open(stage).accountBalance(shortcode, 4, stage.url('timeout'), url)
      return proveBalance(stage, data, url)
    },
  },
  {
    name: 'transactionStatus',
    api: 'Transaction Status',
    async run(stage) {
      const { receipt } = payIn(stage, 70)
      const url = stage.url('status')
      const urls = [stage.url('timeout'), url]
      const { data } = await open(stage).transactionStatus(receipt, shortcode, 4, ...urls)
      return proveStatus(stage, data, url, receipt)
    },
  },
  {
    name: 'reversal',
    api: 'Reversal',
    async run(stage) {
      const { receipt } = payIn(stage, 70)
      const url = stage.url('reversal')
      const { data } = await open(stage).reversal(receipt, 70, stage.url('timeout'), url)
      return proveReversal(stage, data, url, receipt)
    },
  },
]

async function payBusiness(stage: Stage, ...rest: readonly unknown[]) {
  const url = stage.url('b2b')
  const urls = [stage.url('timeout'), url]
  const { data } = await open(stage).b2b(shortcode, supplier, 640, ...urls, ...rest)
  return proveB2b(stage, data, url, 640)
}

function tokenIn(data: unknown): string {
  if (!/^\w{20,}$/.test(fieldOf(data, 'access_token'))) throw new Error(JSON.stringify(data))
  return 'token'
}
