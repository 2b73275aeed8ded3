import MpesaPay from 'mpesapay'
import { payIn, proveB2c, proveBalance, provePush, proveStatus, type SdkCall } from './proofs.ts'
import { customer, organisation, type Stage } from './stage.ts'

async function open(stage: Stage): Promise<MpesaPay> {
  const kit = new MpesaPay(
    'key',
    'secret',
    organisation.shortcode,
    organisation.passkey,
    'INV-20417',
    'Invoice',
    organisation.shortcode,
    await stage.simulator.credentials.encrypt(organisation.password),
    organisation.operator,
  )
  return Object.assign(kit, { environment: stage.simulator.url })
}

/** Everything that `mpesapay` offers. */
export const mpesapayCalls: readonly SdkCall[] = [
  {
    name: 'AccessToken',
    api: 'OAuth',
    async run(stage) {
      const token = await (await open(stage)).AccessToken()
      if (!/^\w{20,}$/.test(token)) throw new Error(token)
      return { answer: 'token', callback: 'none to come', books: 'unchanged' }
    },
  },
  {
    name: 'stkPush',
    api: 'STK push',
    async run(stage) {
      const url = stage.url('push')
      const answer = await (await open(stage)).stkPush('125', customer.phone, url)
      return provePush(stage, answer, url, 125)
    },
  },
  {
    name: 'business2Customer',
    api: 'B2C v1',
    async run(stage) {
      const url = stage.url('b2c')
      const asked = [450, Number(customer.phone), 'Refund 881', url] as const
      return proveB2c(stage, await (await open(stage)).business2Customer(...asked), url, 450)
    },
  },
  {
    name: 'transactionStatus',
    api: 'Transaction Status',
    async run(stage) {
      const { receipt } = payIn(stage, 70)
      const url = stage.url('status')
      const answer = await (await open(stage)).transactionStatus(receipt, url)
      return proveStatus(stage, answer, url, receipt)
    },
  },
  {
    name: 'accountBalance',
    api: 'Account Balance',
    async run(stage) {
      const url = stage.url('balance')
      return proveBalance(stage, await (await open(stage)).accountBalance(url), url)
    },
  },
]
