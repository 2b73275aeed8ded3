import { commit, type Network } from '../network.ts'
import type { SubscriberRecord } from '../state/records.ts'
import { wrongPinRow } from './decide.ts'
import { type MenuObstacle, obstacleText } from './menu-texts.ts'
import { isReachable, requireSubscriber } from './subscribers.ts'

/** What the phone shows after something was done at the SIM toolkit menu. */
export type MenuOutcome = {
  accepted: boolean
  receipt?: string
  text: string
  /** `0`, M-PESA's code of the refusal, or why the menu did not go on. */
  code: string
  /** The business is asked first; whether it was paid comes by SMS. */
  waits?: boolean
}

export function refused(code: string, text: string): MenuOutcome {
  return { accepted: false, code, text }
}

/**
 * Does `work` for the subscriber who typed the right PIN at the menu. Wrong ones count with those typed at prompts, and
 * lock the PIN. @throws ControlError when nobody has this number.
 */
export function atTheMenu(
  network: Network,
  phone: string,
  pin: string,
  work: (subscriber: SubscriberRecord) => MenuOutcome,
): MenuOutcome {
  const subscriber = requireSubscriber(network, phone)
  const obstacle = obstacleFor(subscriber)
  if (obstacle !== undefined) return stopped(subscriber, obstacle)
  if (pin !== subscriber.pin) return wrongPin(network, subscriber)
  if (subscriber.wrongPins === 0) return work(subscriber)
  const row = { ...subscriber, wrongPins: 0 }
  commit(network, [['subscriber', row.msisdn, row]])
  return work(row)
}

function obstacleFor(subscriber: SubscriberRecord): MenuObstacle | undefined {
  if (!isReachable(subscriber)) return 'no-network'
  if (!subscriber.registered) return 'unregistered'
  if (subscriber.state === 'suspended') return 'suspended'
  return subscriber.state === 'pin-locked' ? 'pin-locked' : undefined
}

function wrongPin(network: Network, subscriber: SubscriberRecord): MenuOutcome {
  const row = wrongPinRow(subscriber)
  commit(network, [['subscriber', row.msisdn, row]])
  network.changed(row.msisdn)
  return stopped(row, row.state === 'pin-locked' ? 'pin-locked' : 'wrong-pin')
}

function stopped({ language }: SubscriberRecord, obstacle: MenuObstacle): MenuOutcome {
  return refused(obstacle, obstacleText(language, obstacle))
}
