import { accounts } from '../books/accounts.ts'
import { kesFromCents } from '../books/money.ts'
import { type Network, settingsOf } from '../network.ts'
import type { AutoAnswer, Language, Limits } from '../options.ts'
import { type Prompt, shownPromptOn } from '../phones/shelf.ts'
import { isReachable, leftTodayCents, limitsOf } from '../phones/subscribers.ts'
import { archivedRowsWith } from '../state/archive-rows.ts'
import type { MessageRecord, SubscriberRecord, SubscriberState } from '../state/records.ts'
import type { State } from '../state/state.ts'

export type Message = {
  id: string
  from: string
  text: string
  receivedAt: string
  kind: 'mpesa' | 'sms'
}

/** A subscriber as the control API shows them. */
export type Subscriber = {
  msisdn: string
  name: string
  /** Shillings. */
  balance: number
  pin: string
  /** Wrong ones in a row; the third locks it. */
  wrongPins: number
  language: Language
  state: SubscriberState
  /** Whether the number is an M-PESA customer. */
  registered: boolean
  registeredAt: string
  imsi: string
  /** Null: never. */
  simSwappedAt: string | null
  pochi: boolean
  bongaPoints: number
  /** Shillings, as they hold for this subscriber. */
  limits: Limits
  /** Shillings that may still go out today. */
  leftToday: number
  autoAnswer: AutoAnswer
  prompt: Prompt | null
  /** The last 50, newest first; of phones in a list only what is at hand. */
  messages: Message[]
  unread: number
}

/** How far back `messages.of` goes. */
const messagesMax = 200

export function showSubscriber(network: Network, row: SubscriberRecord): Subscriber {
  const prompt = isReachable(row) ? shownPromptOn(network, row) : undefined
  return {
    msisdn: row.msisdn,
    name: row.name,
    balance: kesFromCents(network.state.balanceOf(accounts.subscriber(row.msisdn))),
    pin: row.pin,
    wrongPins: row.wrongPins,
    language: row.language,
    state: row.state,
    registered: row.registered,
    registeredAt: new Date(row.registeredAtMs).toISOString(),
    imsi: row.imsi,
    simSwappedAt: row.simSwappedAtMs === null ? null : new Date(row.simSwappedAtMs).toISOString(),
    pochi: row.pochi,
    bongaPoints: row.bongaPoints,
    limits: limitsOf(network, row),
    leftToday: kesFromCents(leftTodayCents(network, row)),
    autoAnswer: row.autoAnswer ?? settingsOf(network).autoAnswer,
    prompt: prompt ?? null,
    messages: delivered(network.state.messagesOf(row.msisdn))
      .slice(0, shownMessagesMax)
      .map(showMessage),
    unread: row.unread,
  }
}

/** The same with all of the last 50 messages, some of which may be in the archive. */
export function showOneSubscriber(network: Network, row: SubscriberRecord): Subscriber {
  const messages = allMessages(network, row.msisdn).slice(0, shownMessagesMax)
  return { ...showSubscriber(network, row), messages }
}

/** The last 200 messages of a phone, newest first, from memory and the archive. */
export function allMessages({ state }: Network, msisdn: string): Message[] {
  const inMemory = delivered(state.messagesOf(msisdn))
  if (inMemory.length >= messagesMax) return inMemory.slice(0, messagesMax).map(showMessage)
  return delivered(messagesOfPhone(state, msisdn)).slice(0, messagesMax).map(showMessage)
}

/** Those of the archive before those in memory. */
function messagesOfPhone(state: State, msisdn: string): readonly MessageRecord[] {
  const key = ['msisdn', msisdn] as const
  const archived = state.fromArchive((archive) => archivedRowsWith(archive, 'message', key)) ?? []
  return [...archived, ...state.messagesOf(msisdn)]
}

const shownMessagesMax = 50

export function showMessage({ id, from, text, kind, receivedAtMs }: MessageRecord): Message {
  return { id, from, text, kind, receivedAt: new Date(receivedAtMs).toISOString() }
}

/** Newest first. */
function delivered(messages: readonly MessageRecord[]): MessageRecord[] {
  return messages
    .filter((message) => message.delivered)
    .sort((a, b) => b.receivedAtMs - a.receivedAtMs)
}
