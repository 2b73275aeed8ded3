import { accounts } from '../books/accounts.ts'
import { kesFromCents } from '../books/money.ts'
import type { Network } from '../network.ts'
import { type Prompt, shownPromptOn } from '../phones/shelf.ts'
import { isReachable } from '../phones/subscribers.ts'
import type { SubscriberRecord } from '../state/records.ts'
import { type Message, type Subscriber, showMessage } from './show-subscriber.ts'

/** What a shelf shows of one phone. */
export type ShelfEntry = Pick<
  Subscriber,
  'msisdn' | 'name' | 'balance' | 'state' | 'registered' | 'unread'
> & {
  prompt: Pick<Prompt, 'id' | 'kind' | 'business' | 'expiresAt'> | null
  /** The message that came last; its text is cut. */
  newest: Pick<Message, 'id' | 'from' | 'text' | 'receivedAt'> | null
}

export type Shelf = {
  now: string
  clockOffsetMs: number
  /** Those that something happened to last come first. */
  phones: ShelfEntry[]
  /** How many phones there are, shown or not. */
  total: number
  /** How many of those that were looked for are beyond `limit`. */
  more: number
}

export type ShelfQuery = {
  /** Part of a name or of a number in any spelling. */
  search?: string | undefined
  /** Default 60. */
  limit?: number | undefined
}

const textMax = 100

/** A page of phones for people who look at them, as light as it can be: it is fetched whenever something changes. */
export function shelfOf(network: Network, { search = '', limit = 60 }: ShelfQuery): Shelf {
  const { clock, state, lastActive } = network
  const { subscriber: rows } = state.tables
  const phones: ShelfEntry[] = []
  let found = 0
  for (const msisdn of [...lastActive].reverse()) {
    const row = rows.get(msisdn)
    if (row === undefined || !isMeant(row, search)) continue
    found += 1
    if (found <= limit) phones.push(shelfEntry(network, row))
    else if (search === '') break
  }
  return {
    now: clock.now().toISOString(),
    clockOffsetMs: clock.offsetMs?.() ?? 0,
    phones,
    total: rows.size,
    more: (search === '' ? rows.size : found) - phones.length,
  }
}

function isMeant({ msisdn, name }: SubscriberRecord, search: string): boolean {
  if (search === '') return true
  const digits = search.replace(/\D/g, '').replace(/^0/, '254')
  const isInName = name.toLowerCase().includes(search.trim().toLowerCase())
  return isInName || (digits !== '' && msisdn.includes(digits))
}

function shelfEntry(network: Network, row: SubscriberRecord): ShelfEntry {
  const { msisdn, name, state, registered, unread } = row
  const prompt = isReachable(row) ? shownPromptOn(network, row) : undefined
  return {
    msisdn,
    name,
    balance: kesFromCents(network.state.balanceOf(accounts.subscriber(msisdn))),
    state,
    registered,
    unread,
    prompt:
      prompt === undefined
        ? null
        : {
            id: prompt.id,
            kind: prompt.kind,
            business: prompt.business,
            expiresAt: prompt.expiresAt,
          },
    newest: newestMessage(network, msisdn),
  }
}

function newestMessage(network: Network, msisdn: string): ShelfEntry['newest'] {
  const newest = network.state
    .messagesOf(msisdn)
    .filter(({ delivered }) => delivered)
    .reduce<Parameters<typeof showMessage>[0] | undefined>(
      (last, one) => (last === undefined || one.receivedAtMs >= last.receivedAtMs ? one : last),
      undefined,
    )
  if (newest === undefined) return null
  const { id, from, text, receivedAt } = showMessage(newest)
  return { id, from, text: text.slice(0, textMax), receivedAt }
}
