import type { RunningSystem } from '../system/start.ts'

/** What a newcomer reads when everything runs: where to go and what to do first. */
export function banner({ config, simulator, walletUrl }: RunningSystem): string {
  const lines = [
    '',
    `  Hazina is ready (${config.environment})`,
    '',
    `  Wallet       ${walletUrl}`,
    ...(simulator === undefined
      ? []
      : [
          `  Phones       ${config.simulatorUrl}   every number is a phone here; its PIN is 1234`,
          `  Safaricom    ${config.simulatorUrl}/operator   what was asked and called back, and what goes wrong`,
        ]),
    `  API          ${walletUrl}/api/docs`,
    '',
    ...(simulator === undefined ? signIn(config.sms.kind !== 'none') : firstMinute),
    '  For applications: npx hazina api-key create --name "My shop"',
    '  Check the books:  npx hazina verify',
    '  Stop:             Ctrl-C',
    '',
    '',
  ]
  return lines.join('\n')
}

const firstMinute = [
  '  Try it: 1. open the wallet and sign in with 0712 345 678',
  '          2. read the code on that phone, at the address of the phones',
  '          3. press Pay via M-PESA, then type the PIN on the phone',
  '',
]

function signIn(available: boolean): string[] {
  if (available) return ['  People sign in with their phone number and a code by SMS.', '']
  return [
    '  Signing in by phone is off until an SMS provider is set (SMS_PROVIDER); the API works with keys.',
    '',
  ]
}
