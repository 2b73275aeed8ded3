import { ControlError } from '../control/control-error.ts'
import { commit, type Network } from '../network.ts'
import type { MessageRecord } from '../state/records.ts'
import { inboxChanges, newMessage } from './inbox.ts'
import { ensureSubscriber, toMsisdn } from './subscribers.ts'

/** An SMS from anybody, as an SMS gateway delivers it; a phone that is off gets it when it is on again. */
export function deliverSms(
  network: Network,
  sms: { to: string; from: string; text: string },
): MessageRecord {
  const msisdn = toMsisdn(sms.to)
  const subscriber = ensureSubscriber(network, msisdn)
  if (subscriber === undefined)
    throw new ControlError(404, `No subscriber has the number ${sms.to}`)
  const message = newMessage(network, subscriber, { ...sms, kind: 'sms' })
  commit(network, inboxChanges(network, subscriber, message))
  network.requests.add({
    kind: 'sms',
    method: 'SMS',
    path: `${sms.from} → ${msisdn}`,
    status: null,
    body: null,
    outcome: message.delivered ? 'delivered' : 'waits: the phone is off',
  })
  network.changed(msisdn)
  return message
}
