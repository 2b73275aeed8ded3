import type { Network } from '../network.ts'
import { balancesOf } from '../organisations/organisations.ts'
import { sandboxOrganisations } from '../organisations/sandbox.ts'
import { everyTransaction, transactionCount } from '../state/find-transactions.ts'
import type {
  OrganisationAccount,
  OrganisationRecord,
  TransactionRecord,
} from '../state/records.ts'
import { accounts } from './accounts.ts'
import { centsFromKes } from './money.ts'

export type OrganisationBooks = {
  shortcode: string
  name: string
  type: OrganisationRecord['type']
  utilityCents: bigint
  merchantCents: bigint
  workingCents: bigint
  /** Zero or below. */
  chargesCents: bigint
  settlementCents: bigint
  floatCents: bigint
  /** What its bank got from M-PESA, less what it brought in. */
  bankCents: bigint
}

export type Books = {
  subscribersCents: bigint
  feesCents: bigint
  /** Cash that came in from outside, less what went out; organisations bring theirs in from their banks. */
  broughtInCents: bigint
  /** The configured businesses in their order, then every other organisation whose money moved. */
  organisations: readonly OrganisationBooks[]
  /**
   * Every transaction up to now in order. Read from the archive when it is asked for, all of it: for tests and small books;
   * see `transactions` of the control for pages.
   */
  readonly transactions: readonly TransactionRecord[]
}

/** The whole of the books at this moment. */
export function booksOf(network: Network): Books {
  const { state } = network
  const count = transactionCount(state)
  let read: TransactionRecord[] | undefined
  let subscribersCents = 0n
  for (const msisdn of state.tables.subscriber.keys()) {
    subscribersCents += state.balanceOf(accounts.subscriber(msisdn))
  }
  return {
    subscribersCents,
    feesCents: state.balanceOf(accounts.fees),
    broughtInCents: -state.balanceOf(accounts.world),
    organisations: shownOrganisations(network).map((row) => organisationBooks(network, row)),
    get transactions() {
      read ??= [...everyTransaction(state, count)]
      return read
    },
  }
}

function shownOrganisations(network: Network): OrganisationRecord[] {
  const { organisation: rows } = network.state.tables
  const configured = network.config.businesses.flatMap(({ shortcode }) => rows.get(shortcode) ?? [])
  const others = [...rows.values()].filter(
    (row) => !configured.includes(row) && hasMoved(network, row),
  )
  return [...configured, ...others]
}

/** Organisations of the sandbox that nobody used stand as they were opened. */
function hasMoved(network: Network, { shortcode }: OrganisationRecord): boolean {
  const opened = sandboxOrganisations.find((other) => other.shortcode === shortcode)?.balances ?? {}
  return Object.entries(balancesOf(network, shortcode)).some(
    ([account, cents]) => cents !== centsFromKes(opened[account as OrganisationAccount] ?? 0), // keys of the record
  )
}

function organisationBooks(
  network: Network,
  { shortcode, name, type }: OrganisationRecord,
): OrganisationBooks {
  const { utility, merchant, working, charges, settlement, float } = balancesOf(network, shortcode)
  return {
    shortcode,
    name,
    type,
    utilityCents: utility,
    merchantCents: merchant,
    workingCents: working,
    chargesCents: charges,
    settlementCents: settlement,
    floatCents: float,
    bankCents: network.state.balanceOf(accounts.bank(shortcode)),
  }
}
