import { accounts, auditOf, type Books, booksOf } from '../books/books.ts'
import { kesFromCents } from '../books/money.ts'
import { type FaultDescription, type FaultSettings, faultCatalogue } from '../faults/faults.ts'
import { commit, type Network, settingsOf } from '../network.ts'
import type { AutoAnswer, Business, InitialSubscriber, Language } from '../options.ts'
import type { PromptAnswer } from '../phones/decide.ts'
import { answerPrompt, followAutoAnswer, type PromptOutcome, promptOn } from '../phones/prompts.ts'
import { deliverSms } from '../phones/sms.ts'
import {
  ControlError,
  createSubscriber,
  markRead,
  requireSubscriber,
  type SubscriberChange,
  toMsisdn,
  updateSubscriber,
} from '../phones/subscribers.ts'
import type { PushRecord, SubscriberRecord, SubscriberState } from '../state/records.ts'
import { onlyKey } from '../state/records.ts'

export type Message = {
  id: string
  from: string
  text: string
  receivedAt: string
  kind: 'mpesa' | 'sms'
}

/** A prompt that is on a phone. */
export type Prompt = {
  checkoutRequestId: string
  business: string
  shortcode: string
  /** Shillings. */
  amount: number
  account: string
  text: string
  openedAt: string
  expiresAt: string
}

/** A subscriber as the control API shows them. */
export type Subscriber = {
  msisdn: string
  name: string
  /** Shillings. */
  balance: number
  pin: string
  language: Language
  state: SubscriberState
  autoAnswer: AutoAnswer
  prompt: Prompt | null
  /** Newest first. */
  messages: Message[]
  unread: number
}

/** Everything the phones page shows. */
export type Snapshot = {
  now: string
  clockOffsetMs: number
  business: Pick<Business, 'shortcode' | 'name' | 'type'>[]
  subscribers: Subscriber[]
  /** How many there are; `subscribers` has the ones something happened to last. */
  subscribersTotal: number
  faults: FaultSettings
  faultCatalogue: readonly FaultDescription[]
}

const shownMessagesMax = 50
const shownSubscribersMax = 200

/** What people and tests do with the simulated M-PESA. Every method that may fail throws a {@link ControlError}. */
export type Control = {
  subscribers: {
    list(): Subscriber[]
    /** The subscriber with this number, in any Kenyan spelling. */
    get(phone: string): Subscriber | undefined
    create(input: InitialSubscriber): Subscriber
    update(phone: string, change: SubscriberChange): Subscriber
    markRead(phone: string): void
  }
  prompts: {
    /** Prompts that are on a phone now. */
    list(): Prompt[]
    on(phone: string): Prompt | undefined
    answer(checkoutRequestId: string, answer: PromptAnswer): PromptOutcome
    /** Pays the prompt on this phone, with the subscriber's own PIN unless another is given. */
    pay(phone: string, pin?: string): PromptOutcome
    decline(phone: string): PromptOutcome
  }
  /** Accepted pushes, as far as they are remembered (the last 20,000). */
  pushes: { list(): PushRecord[]; get(checkoutRequestId: string): PushRecord | undefined }
  messages: {
    /** Newest first, up to 200. */
    of(phone: string): Message[]
    deliver(sms: { to: string; from: string; text: string }): Message
  }
  /** What phones do by themselves that have no setting of their own. */
  setAutoAnswer(mode: AutoAnswer, options?: { afterMs?: number }): void
  books(): Books
  /** What does not add up in the books, a sentence each. */
  audit(): string[]
  snapshot(): Snapshot
}

/** The control of a network. */
export function createControl(network: Network): Control {
  const { state, config } = network
  const { tables } = state
  return {
    subscribers: subscriberControl(network),
    prompts: promptControl(network),
    pushes: {
      list: () => [...tables.push.values()],
      get: (id) => tables.push.get(id),
    },
    messages: {
      of: (phone) => showMessages(network, requireSubscriber(network, phone).msisdn),
      deliver: (sms) => showMessage(deliverSms(network, sms)),
    },
    setAutoAnswer(autoAnswer, { afterMs } = {}) {
      const { autoAnswerAfterMs } = settingsOf(network)
      commit(network, [
        ['settings', onlyKey, { autoAnswer, autoAnswerAfterMs: afterMs ?? autoAnswerAfterMs }],
      ])
      for (const { msisdn, autoAnswer: own } of tables.subscriber.values()) {
        if (own === null) followAutoAnswer(network, msisdn)
      }
      network.changed()
    },
    books: () => booksOf(state, config.businesses),
    audit: () => auditOf(state),
    snapshot: () => takeSnapshot(network),
  }
}

function subscriberControl(network: Network): Control['subscribers'] {
  const { subscriber: rows } = network.state.tables
  const shown = (row: SubscriberRecord) => showSubscriber(network, row)
  return {
    list: () => [...rows.values()].map(shown),
    get(phone) {
      const row = rows.get(toMsisdn(phone))
      return row && shown(row)
    },
    create: (input) => shown(createSubscriber(network, input)),
    update(phone, change) {
      const row = updateSubscriber(network, phone, change)
      if (change.autoAnswer !== undefined) followAutoAnswer(network, row.msisdn)
      return shown(row)
    },
    markRead: (phone) => markRead(network, phone),
  }
}

function promptControl(network: Network): Control['prompts'] {
  const { subscriber: rows } = network.state.tables
  const openOn = (phone: string) => {
    const push = promptOn(network, requireSubscriber(network, phone))
    if (push === undefined) throw new ControlError(409, `There is no prompt on ${phone}`)
    return push.checkoutRequestId
  }
  return {
    list: () => [...rows.values()].flatMap((row) => promptOn(network, row) ?? []).map(showPrompt),
    on(phone) {
      const row = rows.get(toMsisdn(phone))
      const push = row && promptOn(network, row)
      return push && showPrompt(push)
    },
    answer: (id, answer) => answerPrompt(network, id, answer),
    pay: (phone, pin = requireSubscriber(network, phone).pin) =>
      answerPrompt(network, openOn(phone), { pin }),
    decline: (phone) => answerPrompt(network, openOn(phone), { cancel: true }),
  }
}

function takeSnapshot(network: Network): Snapshot {
  const { clock, config, faults, state, lastActive } = network
  const rows = [...lastActive].reverse().slice(0, shownSubscribersMax)
  return {
    now: clock.now().toISOString(),
    clockOffsetMs: clock.offsetMs?.() ?? 0,
    business: config.businesses.map(({ shortcode, name, type }) => ({ shortcode, name, type })),
    subscribers: rows.flatMap((msisdn) => {
      const row = state.tables.subscriber.get(msisdn)
      if (row === undefined) return []
      const subscriber = showSubscriber(network, row)
      return [{ ...subscriber, messages: subscriber.messages.slice(0, shownMessagesMax) }]
    }),
    subscribersTotal: state.tables.subscriber.size,
    faults: faults.get(),
    faultCatalogue,
  }
}

function showSubscriber(network: Network, row: SubscriberRecord): Subscriber {
  const push = promptOn(network, row)
  return {
    msisdn: row.msisdn,
    name: row.name,
    balance: kesFromCents(network.state.balanceOf(accounts.subscriber(row.msisdn))),
    pin: row.pin,
    language: row.language,
    state: row.state,
    autoAnswer: row.autoAnswer ?? settingsOf(network).autoAnswer,
    prompt: push === undefined || row.state === 'off' ? null : showPrompt(push),
    messages: showMessages(network, row.msisdn),
    unread: row.unread,
  }
}

function showPrompt(push: PushRecord): Prompt {
  return {
    checkoutRequestId: push.checkoutRequestId,
    business: push.businessName,
    shortcode: push.shortcode,
    amount: push.amountKes,
    account: push.account,
    text: push.text,
    openedAt: new Date(push.opensAtMs).toISOString(),
    expiresAt: new Date(push.expiresAtMs).toISOString(),
  }
}

function showMessages(network: Network, msisdn: string): Message[] {
  return network.state
    .messagesOf(msisdn)
    .filter(({ delivered }) => delivered)
    .map(showMessage)
    .sort((a, b) => b.receivedAt.localeCompare(a.receivedAt))
}

function showMessage(row: {
  id: string
  from: string
  text: string
  receivedAtMs: number
  kind: Message['kind']
}): Message {
  const { id, from, text, kind } = row
  return { id, from, text, kind, receivedAt: new Date(row.receivedAtMs).toISOString() }
}
