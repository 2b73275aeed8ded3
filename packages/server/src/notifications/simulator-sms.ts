import type { SmsMessage } from './sms.ts'
import { postSms, type SmsEdge } from './sms-exchange.ts'
import { SmsProblem } from './sms-problem.ts'

/** Puts the SMS into the inbox of a simulated phone. @throws SmsProblem */
export async function sendBySimulator(
  edge: SmsEdge,
  config: { url: string },
  message: SmsMessage,
): Promise<void> {
  const { status } = await postSms(edge, {
    url: `${config.url.replace(/\/+$/, '')}/simulator/sms`,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ to: message.to, from: 'HAZINA', text: message.text }),
  })
  if (status >= 200 && status < 300) return
  throw new SmsProblem('refused', `The simulator refused the SMS (HTTP ${status}).`, {
    worthRetrying: status >= 500,
  })
}
