import { auditOf } from '../books/audit.ts'
import { type Books, booksOf } from '../books/books.ts'
import { type FaultDescription, type FaultSettings, faultCatalogue } from '../faults/faults.ts'
import { commit, type Network, settingsOf } from '../network.ts'
import type { AutoAnswer, Business, InitialSubscriber } from '../options.ts'
import type { PromptAnswer } from '../phones/decide.ts'
import { createPhoneMenu, type PhoneMenu } from '../phones/menu-control.ts'
import { answerPrompt, followAutoAnswer, type PromptOutcome } from '../phones/prompts.ts'
import { type Prompt, shownPromptOn } from '../phones/shelf.ts'
import { deliverSms } from '../phones/sms.ts'
import {
  createSubscriber,
  markRead,
  requireSubscriber,
  type SubscriberChange,
  toMsisdn,
  updateSubscriber,
} from '../phones/subscribers.ts'
import { everyRowOf, findRow, type Page, type PageQuery, pageOfRows } from '../state/find.ts'
import type { PushRecord, SubscriberRecord } from '../state/records.ts'
import { onlyKey } from '../state/records.ts'
import { ControlError } from './control-error.ts'
import { createOrganisationControl, type OrganisationControl } from './organisation-control.ts'
import { readPage } from './read-page.ts'
import {
  allMessages,
  type Message,
  type Subscriber,
  showMessage,
  showOneSubscriber,
  showSubscriber,
} from './show-subscriber.ts'
import { createTransactionControl, type TransactionControl } from './transaction-control.ts'

export type { Prompt } from '../phones/shelf.ts'
export type { Message, Subscriber } from './show-subscriber.ts'

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
  pushes: {
    /** All accepted pushes, oldest first. Finished ones are read from the archive: for tests; see `page`. */
    list(): PushRecord[]
    /** Newest first. */
    page(query?: PageQuery): Page<PushRecord>
    get(checkoutRequestId: string): PushRecord | undefined
  }
  organisations: OrganisationControl
  transactions: TransactionControl
  messages: {
    /** Newest first, up to 200. */
    of(phone: string): Message[]
    deliver(sms: { to: string; from: string; text: string }): Message
  }
  /** The SIM toolkit menu of each phone. */
  phones: PhoneMenu
  /** What phones do by themselves that have no setting of their own. */
  setAutoAnswer(mode: AutoAnswer, options?: { afterMs?: number }): void
  books(): Books
  /** What does not add up in the books, a sentence each; with `archive: false` without looking through the archive. */
  audit(options?: { archive?: boolean }): string[]
  snapshot(): Snapshot
}

/** The control of a network. */
export function createControl(network: Network): Control {
  const { state } = network
  const { tables } = state
  return {
    subscribers: subscriberControl(network),
    prompts: promptControl(network),
    phones: createPhoneMenu(network),
    pushes: {
      list: () => [...everyRowOf(state, 'push')].sort((a, b) => a.acceptedAtMs - b.acceptedAtMs),
      page: (query = {}) => readPage(() => pageOfRows(state, 'push', query)),
      get: (id) => findRow(state, 'push', id),
    },
    organisations: createOrganisationControl(network),
    transactions: createTransactionControl(network),
    messages: {
      of: (phone) => allMessages(network, requireSubscriber(network, phone).msisdn),
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
    books: () => booksOf(network),
    audit: (options) => auditOf(state, options),
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
      return row && showOneSubscriber(network, row)
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
    const prompt = shownPromptOn(network, requireSubscriber(network, phone))
    if (prompt === undefined) throw new ControlError(409, `There is no prompt on ${phone}`)
    return prompt.id
  }
  return {
    list: () => [...rows.values()].flatMap((row) => shownPromptOn(network, row) ?? []),
    on(phone) {
      const row = rows.get(toMsisdn(phone))
      return row && shownPromptOn(network, row)
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
      return [showSubscriber(network, row)]
    }),
    subscribersTotal: state.tables.subscriber.size,
    faults: faults.get(),
    faultCatalogue,
  }
}
