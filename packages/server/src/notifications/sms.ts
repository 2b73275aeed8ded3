import type { Msisdn } from '@hazina/daraja/msisdn'
import { sendByAfricasTalking } from './africas-talking.ts'
import { sendBySimulator } from './simulator-sms.ts'
import type { SmsEdge } from './sms-exchange.ts'
import { SmsProblem } from './sms-problem.ts'

export type SmsMessage = { to: Msisdn; text: string; purpose: 'code' | 'receipt' }

export type SmsSender = {
  /** Whether there is a provider at all; without one people cannot sign in by phone. */
  available: boolean
  /** Resolves when the provider has taken the SMS, which is not yet delivery. @throws SmsProblem */
  send(message: SmsMessage): Promise<void>
}

export type SmsConfig =
  | { kind: 'none' }
  | { kind: 'simulator'; url: string }
  | {
      kind: 'africastalking'
      username: string
      apiKey: string
      /** The registered sender or short code; without one the provider's own is shown. */
      senderId?: string
      sandbox: boolean
    }

/** The way SMS leave this installation. */
export function createSmsSender(options: { config: SmsConfig } & SmsEdge): SmsSender {
  const { config, fetch, clock } = options
  const edge = { fetch, clock }
  switch (config.kind) {
    case 'none':
      return { available: false, send: refuseToSend }
    case 'simulator':
      return { available: true, send: (message) => sendBySimulator(edge, config, message) }
    case 'africastalking':
      return { available: true, send: (message) => sendByAfricasTalking(edge, config, message) }
  }
}

async function refuseToSend(): Promise<never> {
  throw new SmsProblem('not_configured', 'No SMS provider is set up (SMS_PROVIDER).', {
    worthRetrying: false,
  })
}
