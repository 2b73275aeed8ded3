import { accountNames, accounts, accountsOfType } from '../books/accounts.ts'
import { centsFromKes } from '../books/money.ts'
import { newTransaction, transactionChange } from '../books/transactions.ts'
import { ControlError } from '../control/control-error.ts'
import { commit, type Network } from '../network.ts'
import type { Business, InitiatorInput } from '../options.ts'
import {
  type ApiRole,
  apiRoles,
  type Change,
  type InitiatorRecord,
  type OrganisationAccount,
  type OrganisationRecord,
  organisationAccounts,
} from '../state/records.ts'
import { sandboxInitiator } from './sandbox.ts'

/** What a person may change about an organisation. */
export type OrganisationChange = Partial<
  Pick<
    OrganisationRecord,
    | 'name'
    | 'passkey'
    | 'till'
    | 'tariff'
    | 'feePaidByBusiness'
    | 'state'
    | 'c2b'
    | 'externalValidation'
    | 'nominatedNumber'
    | 'pull'
    | 'chargeProfile'
    | 'parent'
  >
>

export type InitiatorChange = {
  password?: string
  roles?: readonly ApiRole[]
  state?: InitiatorRecord['state']
}

/** The organisation with this shortcode. */
export function organisationWithShortcode(
  network: Network,
  shortcode: string,
): OrganisationRecord | undefined {
  return network.state.tables.organisation.get(shortcode)
}

/** The organisation with this shortcode, or with this till number. */
export function organisationOf(
  network: Network,
  shortcodeOrTill: string,
): OrganisationRecord | undefined {
  const { organisation: rows } = network.state.tables
  const known = rows.get(shortcodeOrTill)
  if (known !== undefined) return known
  for (const row of rows.values()) if (row.till === shortcodeOrTill) return row
  return undefined
}

/** The same. @throws ControlError when there is none. */
export function requireOrganisation(network: Network, shortcodeOrTill: string): OrganisationRecord {
  const organisation = organisationOf(network, shortcodeOrTill)
  if (organisation === undefined) {
    throw new ControlError(404, `No organisation has the number ${shortcodeOrTill}`)
  }
  return organisation
}

/** A new organisation, with money where `balances` says so. @throws ControlError when a value is wrong or taken. */
export function createOrganisation(network: Network, input: Business): OrganisationRecord {
  if (network.state.tables.organisation.has(input.shortcode)) {
    throw new ControlError(409, `${input.shortcode} is an organisation already`)
  }
  const organisation = newOrganisation(network, input)
  commit(network, [
    ['organisation', organisation.shortcode, organisation],
    ...openingChanges(network, organisation, input),
  ])
  network.changed()
  return organisation
}

/** Changes what is given and leaves the rest. @throws ControlError when unknown or a value is wrong. */
export function updateOrganisation(
  network: Network,
  shortcode: string,
  change: OrganisationChange,
): OrganisationRecord {
  const before = requireOrganisation(network, shortcode)
  const after: OrganisationRecord = { ...before, ...change }
  if (after.name.trim() === '') throw new ControlError(400, 'An organisation has a name')
  checkTill(network, after)
  commit(network, [['organisation', after.shortcode, after]])
  network.changed()
  return after
}

/**
 * Changes an API operator of an organisation, or adds one. A password makes it active and forgets wrong tries.
 * @throws ControlError when the organisation is unknown or a value is wrong.
 */
export function setInitiator(
  network: Network,
  shortcode: string,
  { name, ...change }: InitiatorChange & { name: string },
): InitiatorRecord {
  const organisation = requireOrganisation(network, shortcode)
  if (name.trim() === '') throw new ControlError(400, 'An API operator has a name')
  const before = organisation.initiators.find((initiator) => initiator.name === name)
  const nowMs = network.clock.now().getTime()
  const isNewPassword = change.password !== undefined
  const state = change.state ?? (isNewPassword ? 'active' : (before?.state ?? 'pending'))
  const after: InitiatorRecord = {
    name,
    password: change.password ?? before?.password ?? '',
    roles: change.roles ?? before?.roles ?? apiRoles,
    state,
    wrongTries: state === 'active' ? 0 : (before?.wrongTries ?? 0),
    passwordSetAtMs: isNewPassword ? nowMs : (before?.passwordSetAtMs ?? null),
  }
  const others = organisation.initiators.filter((initiator) => initiator.name !== name)
  updateInitiators(network, organisation, [...others, after])
  return after
}

/** What is in each account of an organisation, in cents. */
export function balancesOf(
  network: Network,
  shortcode: string,
): Record<OrganisationAccount, bigint> {
  const balance = (account: OrganisationAccount) =>
    network.state.balanceOf(accounts.organisation(shortcode, account))
  return {
    utility: balance('utility'),
    merchant: balance('merchant'),
    working: balance('working'),
    charges: balance('charges'),
    settlement: balance('settlement'),
    float: balance('float'),
  }
}

/** The row of an organisation as it is described. @throws ControlError when a value is wrong or taken. */
export function newOrganisation(network: Network, input: Business): OrganisationRecord {
  if (!/^\d{5,7}$/.test(input.shortcode)) {
    throw new ControlError(400, `“${input.shortcode}” is not a shortcode: five to seven digits`)
  }
  if (input.name.trim() === '') throw new ControlError(400, 'An organisation has a name')
  const initiators = input.initiators ?? [sandboxInitiator]
  const organisation: OrganisationRecord = {
    shortcode: input.shortcode,
    name: input.name,
    type: input.type,
    passkey: input.passkey,
    till: input.till ?? null,
    tariff: input.tariff ?? 'none',
    feePaidByBusiness: input.feePaidByBusiness ?? false,
    state: 'active',
    c2b: null,
    externalValidation: input.externalValidation ?? false,
    initiators: initiators.map((initiator) => newInitiator(network, initiator)),
    nominatedNumber: input.nominatedNumber ?? null,
    pull: null,
    chargeProfile: input.chargeProfile ?? 'standard',
    parent: input.parent ?? null,
  }
  checkTill(network, organisation)
  return organisation
}

function newInitiator(network: Network, input: InitiatorInput): InitiatorRecord {
  return {
    name: input.name,
    password: input.password,
    roles: input.roles ?? apiRoles,
    state: 'active',
    wrongTries: 0,
    passwordSetAtMs: network.clock.now().getTime(),
  }
}

function updateInitiators(
  network: Network,
  organisation: OrganisationRecord,
  initiators: readonly InitiatorRecord[],
): void {
  commit(network, [['organisation', organisation.shortcode, { ...organisation, initiators }]])
  network.changed()
}

function checkTill(network: Network, { shortcode, till, type }: OrganisationRecord): void {
  if (till === null) return
  if (type !== 'till') throw new ControlError(400, 'Only a till has a till number')
  if (!/^\d{5,7}$/.test(till)) throw new ControlError(400, `“${till}” is not a till number`)
  const holder = organisationOf(network, till)
  if (holder !== undefined && holder.shortcode !== shortcode) {
    throw new ControlError(409, `${till} is the number of ${holder.name} already`)
  }
}

/** What an organisation that is new brings in from its bank. @throws ControlError when a value is wrong. */
export function openingChanges(
  network: Network,
  organisation: OrganisationRecord,
  { balances = {} }: Business,
): Change[] {
  const { shortcode, name, type } = organisation
  return organisationAccounts.flatMap((account) => {
    const kes = balances[account] ?? 0
    if (kes === 0) return []
    if (!accountsOfType(type).includes(account)) {
      throw new ControlError(400, `A ${type} has no ${account} account`)
    }
    const cents = centsFromKes(kes)
    const transaction = newTransaction(network, {
      kind: 'opening',
      debit: { id: 'bank', name: 'Bank', account: '' },
      credit: { id: shortcode, name, account: accountNames[account] },
      amountCents: cents,
      entries: [
        { account: accounts.bank(shortcode), cents: -cents },
        { account: accounts.organisation(shortcode, account), cents },
      ],
    })
    return [transactionChange(transaction)]
  })
}
