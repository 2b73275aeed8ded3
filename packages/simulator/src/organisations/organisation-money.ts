import { accountNames, accounts, accountsOfType, collectionAccount } from '../books/accounts.ts'
import { centsFromKes, kshText } from '../books/money.ts'
import { newTransaction, transactionChange } from '../books/transactions.ts'
import { ControlError } from '../control/control-error.ts'
import { commit, type Network } from '../network.ts'
import type {
  Entry,
  OrganisationAccount,
  OrganisationRecord,
  Party,
  TransactionKind,
  TransactionRecord,
} from '../state/records.ts'
import { balancesOf, requireOrganisation } from './organisations.ts'

const bank: Party = { id: 'bank', name: 'Bank', account: '' }

/** Brings money in from the bank of an organisation, in shillings. @throws ControlError when a value is wrong. */
export function topUp(
  network: Network,
  shortcode: string,
  { account, amount }: { account: OrganisationAccount; amount: number },
): TransactionRecord {
  const organisation = requireOrganisation(network, shortcode)
  const cents = checkedCents(amount)
  const to = notCharges(checkedAccount(organisation, account))
  return written(network, [moved(network, organisation, { kind: 'cash', cents, from: 'bank', to })])
}

/** Moves money between two accounts of an organisation. @throws ControlError when a value is wrong or money lacks. */
export function moveBetween(
  network: Network,
  shortcode: string,
  { from, to, amount }: { from: OrganisationAccount; to: OrganisationAccount; amount: number },
): TransactionRecord {
  const organisation = requireOrganisation(network, shortcode)
  const cents = checkedCents(amount)
  notCharges(checkedAccount(organisation, from))
  notCharges(checkedAccount(organisation, to))
  if (from === to) throw new ControlError(400, 'The money is there already')
  requireMoney(balancesOf(network, organisation.shortcode)[from], cents)
  return written(network, [moved(network, organisation, { kind: 'account-move', cents, from, to })])
}

/**
 * Revenue settlement (reference §34): charges are settled from the money of customers, the rest of it goes to Working, and
 * from there `amount` shillings, or all there is, go to the bank.
 * @throws ControlError when there is nothing to settle or less than asked for.
 */
export function settle(
  network: Network,
  shortcode: string,
  { amount }: { amount?: number } = {},
): TransactionRecord {
  const organisation = requireOrganisation(network, shortcode)
  const collection = collectionAccount(organisation)
  const balances = balancesOf(network, organisation.shortcode)
  const collectedCents = balances[collection]
  const chargesCents = minimum(-balances.charges, collectedCents)
  const restCents = collectedCents - chargesCents
  const workingCents = balances.working + restCents
  const cents = amount === undefined ? workingCents : checkedCents(amount)
  if (cents === 0n && chargesCents === 0n) throw new ControlError(409, 'There is nothing to settle')
  requireMoney(workingCents, cents)
  const steps = [
    { kind: 'account-move', cents: chargesCents, from: collection, to: 'charges' },
    { kind: 'account-move', cents: restCents, from: collection, to: 'working' },
    { kind: 'settlement', cents, from: 'working', to: 'bank' },
  ] as const satisfies readonly Step[]
  return written(
    network,
    steps.flatMap((step) => (step.cents > 0n ? [moved(network, organisation, step)] : [])),
  )
}

type Place = OrganisationAccount | 'bank'
type Step = { kind: TransactionKind; cents: bigint; from: Place; to: Place }

function moved(
  network: Network,
  { shortcode, name }: OrganisationRecord,
  { kind, cents, from, to }: Step,
): TransactionRecord {
  const partyOf = (place: Place): Party =>
    place === 'bank' ? bank : { id: shortcode, name, account: accountNames[place] }
  const entryOf = (place: Place, amountCents: bigint): Entry => ({
    account: place === 'bank' ? accounts.bank(shortcode) : accounts.organisation(shortcode, place),
    cents: amountCents,
  })
  return newTransaction(network, {
    kind,
    receipt: network.identifiers.receipt(network.clock.now()),
    debit: partyOf(from),
    credit: partyOf(to),
    amountCents: cents,
    entries: [entryOf(from, -cents), entryOf(to, cents)],
  })
}

/** Commits transactions that belong together; the others name the last one, which is returned. */
function written(network: Network, transactions: readonly TransactionRecord[]): TransactionRecord {
  const last = transactions.at(-1)
  if (last === undefined) throw new RangeError('There is nothing to write')
  commit(
    network,
    transactions.map((transaction) =>
      transactionChange(
        transaction === last ? last : { ...transaction, linkedReceipt: last.receipt },
      ),
    ),
  )
  network.changed()
  return last
}

function checkedAccount(
  { type }: OrganisationRecord,
  account: OrganisationAccount,
): OrganisationAccount {
  if (accountsOfType(type).includes(account)) return account
  throw new ControlError(400, `A ${type} has no ${accountNames[account]}`)
}

/** Charges Paid is never above zero. */
function notCharges(account: OrganisationAccount): OrganisationAccount {
  if (account !== 'charges') return account
  throw new ControlError(400, 'The Charges Paid Account changes with charges and settlements only')
}

function checkedCents(kes: number): bigint {
  try {
    const cents = centsFromKes(kes)
    if (cents > 0n) return cents
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new ControlError(400, 'An amount is in shillings, above zero, with at most two decimals')
}

function requireMoney(hasCents: bigint, neededCents: bigint): void {
  if (hasCents >= neededCents) return
  throw new ControlError(409, `There are only ${kshText(hasCents)} in the account`)
}

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
