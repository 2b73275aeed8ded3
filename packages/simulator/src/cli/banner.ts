import type { ChaosSettings } from '../chaos/chaos.ts'
import { sandboxBusiness } from '../options.ts'
import { sandboxInitiator } from '../organisations/sandbox.ts'

/** What somebody who has just started a simulator needs to know. */
export function banner(running: {
  url: string
  stateFile: string | undefined
  chaos: ChaosSettings
}): string {
  const { url, stateFile, chaos } = running
  const { name, password } = sandboxInitiator
  const lines = [
    ['Phones', `${url}/`],
    ['Operator’s page', `${url}/operator`],
    ['Daraja', `${url}  (instead of https://sandbox.safaricom.co.ke)`],
    ['Certificate', `${url}/simulator/certificate`],
    ['Keys', 'any consumer key and secret'],
    ['STK push', `shortcode ${sandboxBusiness.shortcode}`],
    ['', `passkey ${sandboxBusiness.passkey}`],
    ['B2C, B2B', `shortcode 600992, initiator ${name}, password ${password}`],
    ['Customers', 'any Kenyan number has KES 5,000 and the PIN 1234'],
    ['State', stateFile ?? 'in memory: gone when it stops (keep it with --state)'],
    ['Chaos', chaos.profile ?? 'chances of your own'],
  ]
  const table = lines.map(([label = '', text = '']) => `  ${label.padEnd(16)}${text}`)
  return ['Safaricom is simulated. Ctrl-C stops it.', '', ...table, ''].join('\n')
}
