import { kesFromCents } from '../books/money.ts'
import { type StatementQuery, type StatementRow, statementPage } from '../books/statement.ts'
import { statementCsv, statementXlsx } from '../books/statement-file.ts'
import type { Network } from '../network.ts'
import type { Business } from '../options.ts'
import { moveBetween, settle, topUp } from '../organisations/organisation-money.ts'
import {
  balancesOf,
  createOrganisation,
  type InitiatorChange,
  type OrganisationChange,
  organisationOf,
  requireOrganisation,
  setInitiator,
  updateOrganisation,
} from '../organisations/organisations.ts'
import type { Page, PageQuery } from '../state/find.ts'
import type { InitiatorRecord, OrganisationAccount, OrganisationRecord } from '../state/records.ts'
import { readPage } from './read-page.ts'
import { showTransaction, type Transaction } from './show-transaction.ts'

export type Initiator = Omit<InitiatorRecord, 'passwordSetAtMs'> & { passwordSetAt: string | null }

/** An organisation as the control API shows it. */
export type Organisation = Omit<OrganisationRecord, 'initiators'> & {
  initiators: Initiator[]
  /** Shillings; those of charges are zero or below. */
  balances: Record<OrganisationAccount, number>
}

/** What an operator does with organisations; shortcodes may be till numbers, amounts are in shillings. */
export type OrganisationControl = {
  list(): Organisation[]
  get(shortcode: string): Organisation | undefined
  create(input: Business): Organisation
  update(shortcode: string, change: OrganisationChange): Organisation
  /** Adds an API operator, or changes what is given. */
  setInitiator(shortcode: string, name: string, change: InitiatorChange): Initiator
  /** Brings money in from the bank. */
  topUp(shortcode: string, money: { account: OrganisationAccount; amount: number }): Transaction
  /** Moves money between the organisation's own accounts. */
  move(
    shortcode: string,
    money: { from: OrganisationAccount; to: OrganisationAccount; amount: number },
  ): Transaction
  /** Settles charges, moves what customers paid to Working, and from there this much, or all, to the bank. */
  settle(shortcode: string, money?: { amount?: number }): Transaction
  /** A page of what the portal's statement shows, newest first. */
  statement(shortcode: string, query?: StatementQuery & PageQuery): Page<StatementRow>
  /** The portal's export, in pieces. */
  statementCsv(shortcode: string, query?: StatementQuery): Iterable<string>
  statementXlsx(shortcode: string, query?: StatementQuery): Promise<Buffer>
}

export function createOrganisationControl(network: Network): OrganisationControl {
  const { organisation: rows } = network.state.tables
  const shown = (row: OrganisationRecord) => showOrganisation(network, row)
  const known = (shortcode: string) => requireOrganisation(network, shortcode)
  return {
    list: () => [...rows.values()].map(shown),
    get(shortcode) {
      const row = organisationOf(network, shortcode)
      return row && shown(row)
    },
    create: (input) => shown(createOrganisation(network, input)),
    update: (shortcode, change) => shown(updateOrganisation(network, shortcode, change)),
    setInitiator: (shortcode, name, change) =>
      showInitiator(setInitiator(network, shortcode, { ...change, name })),
    topUp: (shortcode, money) => showTransaction(topUp(network, shortcode, money)),
    move: (shortcode, money) => showTransaction(moveBetween(network, shortcode, money)),
    settle: (shortcode, money) => showTransaction(settle(network, shortcode, money)),
    statement: (shortcode, query = {}) =>
      readPage(() => statementPage(network, known(shortcode), query)),
    statementCsv: (shortcode, query = {}) => statementCsv(network, known(shortcode), query),
    statementXlsx: (shortcode, query = {}) => statementXlsx(network, known(shortcode), query),
  }
}

function showOrganisation(network: Network, row: OrganisationRecord): Organisation {
  const balances = balancesOf(network, row.shortcode)
  return {
    ...row,
    initiators: row.initiators.map(showInitiator),
    balances: {
      utility: kesFromCents(balances.utility),
      merchant: kesFromCents(balances.merchant),
      working: kesFromCents(balances.working),
      charges: kesFromCents(balances.charges),
      settlement: kesFromCents(balances.settlement),
      float: kesFromCents(balances.float),
    },
  }
}

function showInitiator({ passwordSetAtMs, ...initiator }: InitiatorRecord): Initiator {
  const passwordSetAt = passwordSetAtMs === null ? null : new Date(passwordSetAtMs).toISOString()
  return { ...initiator, passwordSetAt }
}
