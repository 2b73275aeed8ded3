import { isMsisdn, parseMsisdn } from '@hazina/daraja/msisdn'
import { accounts, customerAccountName } from '../books/accounts.ts'
import { centsFromKes } from '../books/money.ts'
import { newTransaction, transactionChange } from '../books/transactions.ts'
import { ControlError } from '../control/control-error.ts'
import { commit, type Network } from '../network.ts'
import type { AutoAnswer, InitialSubscriber, Language, Limits } from '../options.ts'
import type { Change, DaySum, SubscriberRecord, SubscriberState } from '../state/records.ts'
import { eatDay } from '../time/east-africa-time.ts'
import { releaseMessages } from './inbox.ts'

/** What a person may change about a subscriber. */
export type SubscriberChange = {
  name?: string
  /** Shillings; the difference comes from, or goes to, outside the simulation. */
  balance?: number
  /** Four digits. */
  pin?: string
  language?: Language
  state?: SubscriberState
  /** Null follows the simulator's own setting. */
  autoAnswer?: AutoAnswer | null
  registered?: boolean
  pochi?: boolean
  bongaPoints?: number
  /** Null takes the simulator's own limits again. */
  limits?: Partial<Limits> | null
  /** True: the SIM was swapped now. */
  simSwapped?: boolean
}

/** A phone in any Kenyan spelling as 2547… or 2541…. */
export function toMsisdn(phone: string): string {
  const parsed = parseMsisdn(phone, { allowOtherNetworks: true })
  if (!parsed.ok) throw new ControlError(400, `“${phone}” is not a Kenyan mobile number`)
  return parsed.msisdn
}

/** The subscriber with this number. @throws ControlError when there is none. */
export function requireSubscriber(network: Network, phone: string): SubscriberRecord {
  const subscriber = network.state.tables.subscriber.get(toMsisdn(phone))
  if (subscriber === undefined) throw new ControlError(404, `No subscriber has the number ${phone}`)
  return subscriber
}

/** A new subscriber with money. @throws ControlError when the number is taken or a value is wrong. */
export function createSubscriber(network: Network, input: InitialSubscriber): SubscriberRecord {
  const msisdn = toMsisdn(input.phone)
  if (network.state.tables.subscriber.has(msisdn)) {
    throw new ControlError(409, `${msisdn} is a subscriber already`)
  }
  const { subscriberDefaults } = network.config
  const balanceCents = checkedBalance(network, input.balance ?? subscriberDefaults.balanceKes)
  const subscriber: SubscriberRecord = {
    msisdn,
    name: input.name?.trim() || nameFor(msisdn),
    pin: checkedPin(input.pin ?? subscriberDefaults.pin),
    language: input.language ?? subscriberDefaults.language,
    state: 'active',
    registered: input.registered ?? true,
    registeredAtMs: registrationOf(network, msisdn),
    // Safaricom's network code, then the number.
    imsi: `639020${msisdn.slice(3)}`,
    simSwappedAtMs: null,
    limits: input.limits ?? null,
    pochi: input.pochi ?? false,
    bongaPoints: 0,
    autoAnswer: input.autoAnswer ?? null,
    wrongPins: 0,
    unread: 0,
    paid: noSum,
    received: noSum,
    lastPaid: null,
    pushId: null,
  }
  commit(network, [
    ['subscriber', msisdn, subscriber],
    ...cashChanges(network, msisdn, balanceCents, 'opening'),
  ])
  network.changed(msisdn)
  return subscriber
}

/** The subscriber with this wire-form number, made now where new numbers are welcome. */
export function ensureSubscriber(network: Network, msisdn: string): SubscriberRecord | undefined {
  const known = network.state.tables.subscriber.get(msisdn)
  if (known !== undefined || !network.config.openSubscribers || !isMsisdn(msisdn)) return known
  return createSubscriber(network, { phone: msisdn })
}

/** Changes what is given and leaves the rest. @throws ControlError when unknown or a value is wrong. */
export function updateSubscriber(
  network: Network,
  phone: string,
  change: SubscriberChange,
): SubscriberRecord {
  const before = requireSubscriber(network, phone)
  const after: SubscriberRecord = {
    ...before,
    name: change.name?.trim() || before.name,
    pin: change.pin === undefined ? before.pin : checkedPin(change.pin),
    language: change.language ?? before.language,
    state: change.state ?? before.state,
    wrongPins: change.state === 'active' || change.pin !== undefined ? 0 : before.wrongPins,
    autoAnswer: change.autoAnswer === undefined ? before.autoAnswer : change.autoAnswer,
    registered: change.registered ?? before.registered,
    pochi: change.pochi ?? before.pochi,
    bongaPoints: change.bongaPoints ?? before.bongaPoints,
    limits: change.limits === undefined ? before.limits : change.limits,
    simSwappedAtMs: change.simSwapped ? network.clock.now().getTime() : before.simSwappedAtMs,
  }
  const { msisdn } = before
  const changes: Change[] = []
  if (change.balance !== undefined) {
    const wanted = checkedBalance(network, change.balance)
    const differenceCents = wanted - network.state.balanceOf(accounts.subscriber(msisdn))
    changes.push(...cashChanges(network, msisdn, differenceCents, 'cash'))
  }
  const released =
    !isReachable(before) && isReachable(after) ? releaseMessages(network, msisdn) : []
  const row = { ...after, unread: after.unread + released.length }
  commit(network, [['subscriber', msisdn, row], ...changes, ...released])
  network.changed(msisdn)
  return row
}

/** Nothing is unread any more. */
export function markRead(network: Network, phone: string): void {
  const subscriber = requireSubscriber(network, phone)
  if (subscriber.unread === 0) return
  commit(network, [['subscriber', subscriber.msisdn, { ...subscriber, unread: 0 }]])
  network.changed(subscriber.msisdn)
}

/** Whether prompts and messages reach the phone now. */
export function isReachable({ state }: Pick<SubscriberRecord, 'state'>): boolean {
  return state !== 'off' && state !== 'out-of-coverage'
}

/** The limits of a subscriber: their own, and the simulator's for the rest. */
export function limitsOf(network: Network, subscriber: SubscriberRecord | undefined): Limits {
  return { ...network.config.limits, ...subscriber?.limits }
}

/** What the subscriber may still pay today. */
export function leftTodayCents(network: Network, subscriber: SubscriberRecord): bigint {
  return centsFromKes(limitsOf(network, subscriber).dailyKes) - paidTodayCents(network, subscriber)
}

export function paidTodayCents(network: Network, { paid }: SubscriberRecord): bigint {
  return centsOfDay(paid, eatDay(network.clock.now()))
}

export function receivedTodayCents(network: Network, { received }: SubscriberRecord): bigint {
  return centsOfDay(received, eatDay(network.clock.now()))
}

/** The subscriber when this much more went out today. */
export function withPaid(
  network: Network,
  subscriber: SubscriberRecord,
  cents: bigint,
): SubscriberRecord {
  return { ...subscriber, paid: sumWith(network, subscriber.paid, cents) }
}

/** The subscriber when this much more came in today. */
export function withReceived(
  network: Network,
  subscriber: SubscriberRecord,
  cents: bigint,
): SubscriberRecord {
  return { ...subscriber, received: sumWith(network, subscriber.received, cents) }
}

function sumWith(network: Network, sum: DaySum, cents: bigint): DaySum {
  const day = eatDay(network.clock.now())
  return { day, cents: Number(centsOfDay(sum, day) + cents) }
}

function centsOfDay(sum: DaySum, day: string): bigint {
  return BigInt(sum.day === day ? sum.cents : 0)
}

const noSum: DaySum = { day: '', cents: 0 }
const dayMs = 86_400_000

/** Three to six years ago, the same for the same number. */
function registrationOf(network: Network, msisdn: string): number {
  return network.clock.now().getTime() - (1_100 + Number(msisdn.slice(-3))) * dayMs
}

function cashChanges(
  network: Network,
  msisdn: string,
  cents: bigint,
  kind: 'opening' | 'cash',
): Change[] {
  if (cents === 0n) return []
  const { name } = network.state.tables.subscriber.get(msisdn) ?? { name: msisdn }
  const subscriber = { id: msisdn, name, account: customerAccountName }
  const outside = { id: 'cash', name: 'Cash', account: '' }
  const transaction = newTransaction(network, {
    kind,
    debit: cents > 0n ? outside : subscriber,
    credit: cents > 0n ? subscriber : outside,
    amountCents: cents > 0n ? cents : -cents,
    entries: [
      { account: accounts.world, cents: -cents },
      { account: accounts.subscriber(msisdn), cents },
    ],
  })
  return [transactionChange(transaction)]
}

function checkedBalance(network: Network, kes: number): bigint {
  const { balanceKes } = network.config.limits
  const cents = Number.isFinite(kes) && Math.abs(kes * 100 - Math.round(kes * 100)) < 1e-6
  if (!cents || kes < 0 || kes > balanceKes) {
    throw new ControlError(
      400,
      `A balance is from 0 to ${balanceKes} shillings with at most two decimals`,
    )
  }
  return centsFromKes(kes)
}

function checkedPin(pin: string): string {
  if (!/^\d{4}$/.test(pin)) throw new ControlError(400, 'An M-PESA PIN has four digits')
  return pin
}

const firstNames = ['AMINA', 'BRIAN', 'CHEBET', 'DAVID', 'ESTHER', 'FAITH', 'GEORGE', 'HALIMA']
const lastNames = ['ACHIENG', 'BARASA', 'KAMAU', 'KIPTOO', 'MUTUA', 'NJERI', 'OTIENO', 'WANJIRU']

/** The same name for the same number, always. */
function nameFor(msisdn: string): string {
  const number = Number(msisdn.slice(-6))
  return `${firstNames[number % 8]} ${lastNames[Math.floor(number / 8) % 8]}`
}
