import type { SmsMessage } from './sms.ts'
import { postSms, type SmsEdge } from './sms-exchange.ts'
import { SmsProblem } from './sms-problem.ts'

export type AfricasTalkingConfig = {
  username: string
  apiKey: string
  senderId?: string
  sandbox: boolean
}

/**
 * Sends one SMS through Africa's Talking: a form-encoded POST with the key in the header `apiKey`, whose answer tells
 * for each recipient whether it was taken (docs.africastalking.com/sms/sending).
 * @throws SmsProblem
 */
export async function sendByAfricasTalking(
  edge: SmsEdge,
  config: AfricasTalkingConfig,
  message: SmsMessage,
): Promise<void> {
  const { username, apiKey, senderId, sandbox } = config
  const form = new URLSearchParams({ username, to: `+${message.to}`, message: message.text })
  if (senderId !== undefined) form.set('from', senderId)
  const answer = await postSms(edge, {
    url: sandbox ? sandboxUrl : liveUrl,
    headers: {
      apiKey,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: form.toString(),
  })
  assertTaken(answer)
}

const liveUrl = 'https://api.africastalking.com/version1/messaging'
const sandboxUrl = 'https://api.sandbox.africastalking.com/version1/messaging'

/** What a recipient's `statusCode` says. 100 to 102 are taken; of the others some may pass later. */
const refusals: Record<number, { name: string; worthRetrying: boolean }> = {
  401: { name: 'RiskHold', worthRetrying: false },
  402: { name: 'InvalidSenderId', worthRetrying: false },
  403: { name: 'InvalidPhoneNumber', worthRetrying: false },
  404: { name: 'UnsupportedNumberType', worthRetrying: false },
  405: { name: 'InsufficientBalance', worthRetrying: true },
  406: { name: 'UserInBlacklist', worthRetrying: false },
  407: { name: 'CouldNotRoute', worthRetrying: true },
  409: { name: 'DoNotDisturbRejection', worthRetrying: false },
  500: { name: 'InternalServerError', worthRetrying: true },
  501: { name: 'GatewayError', worthRetrying: true },
  502: { name: 'RejectedByGateway', worthRetrying: true },
}

function assertTaken({ status, text }: { status: number; text: string }): void {
  if (status === 401 || status === 403) {
    throw refused(`its user name or API key is not right (HTTP ${status})`, false)
  }
  if (status < 200 || status > 299) throw refused(`HTTP ${status}`, status >= 500 || status === 429)
  const { recipient, reason } = readAnswer(text)
  if (recipient === undefined)
    throw refused(reason ?? 'no recipient was named in its answer', false)
  if (recipient >= 100 && recipient <= 102) return
  const known = refusals[recipient]
  throw refused(`${known?.name ?? 'status'} ${recipient}`, known?.worthRetrying ?? true)
}

function readAnswer(text: string): { recipient: number | undefined; reason: string | undefined } {
  const data = field(parseJson(text), 'SMSMessageData')
  const recipients = field(data, 'Recipients')
  if (!Array.isArray(recipients)) {
    throw new SmsProblem('unreadable', "Africa's Talking answered something unknown.", {
      worthRetrying: true,
    })
  }
  const code = Number(field(recipients[0], 'statusCode') ?? Number.NaN)
  const reason = field(data, 'Message')
  return {
    recipient: Number.isInteger(code) ? code : undefined,
    // One word such as InvalidSenderId; anything longer might quote the phone or the text.
    reason: typeof reason === 'string' && /^[A-Za-z]{1,40}$/.test(reason) ? reason : undefined,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Told apart by the caller, as an answer without the fields it needs.
  }
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as Record<string, unknown>)[name] // an object, so it may be asked for any name
}

function refused(why: string, worthRetrying: boolean): SmsProblem {
  return new SmsProblem('refused', `Africa's Talking did not take the SMS: ${why}.`, {
    worthRetrying,
  })
}
