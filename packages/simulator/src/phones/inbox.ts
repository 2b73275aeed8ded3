import type { Network } from '../network.ts'
import type { Change, MessageRecord, SubscriberRecord } from '../state/records.ts'
import { keptMax } from '../state/state.ts'

/** A message that arrives now. */
export function newMessage(
  network: Network,
  subscriber: SubscriberRecord,
  content: { from: string; text: string; kind: MessageRecord['kind'] },
): MessageRecord {
  return {
    id: network.identifiers.next(),
    msisdn: subscriber.msisdn,
    from: content.from,
    text: content.text,
    kind: content.kind,
    receivedAtMs: network.clock.now().getTime(),
    delivered: subscriber.state !== 'off',
  }
}

/** The rows of a message in the inbox, the oldest giving way. `subscriber` is the row as it shall be otherwise. */
export function inboxChanges(
  network: Network,
  subscriber: SubscriberRecord,
  message: MessageRecord,
): Change[] {
  const inbox = network.state.messagesOf(subscriber.msisdn)
  const oldest = inbox.length >= keptMax.messagesEach ? inbox[0] : undefined
  return [
    ['message', message.id, message],
    ...(oldest === undefined ? [] : [['message', oldest.id, null] as const]),
    [
      'subscriber',
      subscriber.msisdn,
      { ...subscriber, unread: subscriber.unread + (message.delivered ? 1 : 0) },
    ],
  ]
}

/** The messages that waited for this phone, arriving now. */
export function releaseMessages(network: Network, msisdn: string): Change[] {
  const receivedAtMs = network.clock.now().getTime()
  return network.state
    .messagesOf(msisdn)
    .filter((message) => !message.delivered)
    .map((message) => ['message', message.id, { ...message, delivered: true, receivedAtMs }])
}
