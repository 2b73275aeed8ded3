import { payer, startsCollections, vectors } from './collections-harness.ts'

export const callbackUrl = vectors.requests.billOptin.body.callbackurl
export const dayMs = 86_400_000

/** Simulators with what a biller and its customer look at. */
export function startsBillers() {
  const begin = startsCollections()
  async function start(options: Parameters<typeof begin>[0] = {}) {
    const started = await begin({ timings: { callbackDelayMs: 1_000 }, ...options })
    const { simulator } = started
    const pay = (amount: number, account = 'UNIT-7') =>
      simulator.phones.payBill({ phone: payer, business: '600984', account, amount, pin: '1234' })
    const sms = () => simulator.messages.of(payer).filter(({ from }) => from === 'BillManager')
    const invoices = async () =>
      (await started.daraja.control('GET', '/simulator/invoices')).json as {
        items: Record<string, unknown>[]
        nextCursor: string | null
      }
    return { ...started, pay, sms, invoices }
  }

  async function startOptedIn(options: Parameters<typeof begin>[0] = {}) {
    const started = await start(options)
    await started.send('billOptin')
    return started
  }

  return { start, startOptedIn }
}
