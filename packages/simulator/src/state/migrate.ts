import { accountNames, customerAccountName, organisationAccountOf } from '../books/accounts.ts'
import { detailsOf, reasonTypeOf } from '../books/words.ts'
import type { Tables } from './memory.ts'
import type {
  Change,
  Entry,
  Party,
  ScheduledRecord,
  SubscriberRecord,
  TransactionRecord,
} from './records.ts'

/** What rows of the older form have. */
type OlderTransaction = Pick<
  TransactionRecord,
  'id' | 'atMs' | 'receipt' | 'checkoutRequestId' | 'entries'
> & { kind: 'opening' | 'cash' | 'payment' }
type OlderSubscriber = Pick<SubscriberRecord, 'msisdn'>
type OlderScheduled = ScheduledRecord & { checkoutRequestId?: string }

const dayMs = 86_400_000

/** The changes that bring rows of the form before organisations and an archive to today's. */
export function migrateRows(tables: Tables): Change[] {
  const changes: Change[] = []
  for (const [key, row] of tables.subscriber) {
    changes.push(['subscriber', key, { ...newFields(row), ...row }])
  }
  for (const [key, row] of tables.scheduled) {
    const { checkoutRequestId, ...rest }: OlderScheduled = row
    changes.push(['scheduled', key, { ...rest, kind: 'stk', subject: checkoutRequestId ?? '' }])
  }
  for (const [key, row] of tables.forward) {
    changes.push(['forward', key, null], ['brought', key, row])
  }
  let lastMs = 0
  for (const [key, row] of tables.transaction) {
    const older = row as unknown as OlderTransaction // the file said that it is of the older form
    lastMs = Math.max(lastMs, older.atMs)
    changes.push(['transaction', key, migrateTransaction(tables, { ...older, atMs: lastMs })])
  }
  return changes
}

function newFields({ msisdn }: OlderSubscriber): Partial<SubscriberRecord> {
  return {
    registered: true,
    registeredAtMs: Date.UTC(2020, 0, 1) + Number(msisdn.slice(-3)) * dayMs,
    imsi: `639020${msisdn.slice(3)}`,
    simSwappedAtMs: null,
    limits: null,
    pochi: false,
    bongaPoints: 0,
    received: { day: '', cents: 0 },
  }
}

function migrateTransaction(tables: Tables, older: OlderTransaction): TransactionRecord {
  const push = tables.push.get(older.checkoutRequestId ?? '')
  const debit = partyOf(tables, older, (cents) => cents < 0n)
  const credit = partyOf(tables, older, (cents) => cents > 0n)
  const account = push?.account ?? ''
  const feeCents = centsOf(older.entries, 'fees')
  const creditCents = older.entries.find(
    ({ account: name, cents }) => cents > 0n && name !== 'fees',
  )?.cents
  return {
    ...older,
    initiatedAtMs: push?.acceptedAtMs ?? older.atMs,
    status: 'Completed',
    reasonType: reasonTypeOf(older.kind),
    details: detailsOf(older.kind, { debit, credit, account }),
    account,
    debit,
    credit,
    amountCents: creditCents ?? 0n,
    chargeCents: feeCents,
    creditChargeCents: 0n,
    linkedReceipt: null,
    conversationId: null,
    originatorConversationId: null,
  }
}

function partyOf(
  tables: Tables,
  { entries }: OlderTransaction,
  isSide: (cents: bigint) => boolean,
): Party {
  const account = entries.find(
    ({ account: name, cents }) => isSide(cents) && name !== 'fees',
  )?.account
  const own = organisationAccountOf(account ?? '')
  if (own !== undefined) {
    return { id: own.shortcode, name: own.shortcode, account: accountNames[own.account] }
  }
  const msisdn = /^subscriber:(\d+)$/.exec(account ?? '')?.[1]
  if (msisdn === undefined) return { id: 'cash', name: 'Cash', account: '' }
  const name = tables.subscriber.get(msisdn)?.name ?? msisdn
  return { id: msisdn, name, account: customerAccountName }
}

function centsOf(entries: readonly Entry[], account: string): bigint {
  return entries.find((entry) => entry.account === account)?.cents ?? 0n
}
