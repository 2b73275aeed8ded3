import { accounts, organisationAccountOf } from '../books/accounts.ts'
import { commit, type Network } from '../network.ts'
import { type Business, sandboxBusiness } from '../options.ts'
import type { Change, OrganisationRecord } from '../state/records.ts'
import { newOrganisation, openingChanges } from './organisations.ts'
import { sandboxOrganisations } from './sandbox.ts'

/** The configured businesses as they are described now, and those of the sandbox that are not there yet. */
export function addInitialOrganisations(
  network: Network,
  businesses: readonly Business[] | undefined,
): void {
  const { organisation: rows } = network.state.tables
  const configured = businesses ?? []
  const others = sandboxOrganisations.filter(
    ({ shortcode }) => !configured.some((business) => business.shortcode === shortcode),
  )
  const changes: Change[] = []
  for (const business of [...configured, ...others]) {
    const before = rows.get(business.shortcode)
    const isConfigured = configured.includes(business)
    if (before !== undefined && !isConfigured) continue
    const row =
      before === undefined ? newOrganisation(network, business) : configure(before, business)
    changes.push(['organisation', row.shortcode, row])
    if (before === undefined) changes.push(...openingChanges(network, row, business))
  }
  const described = new Set([...configured, ...others].map(({ shortcode }) => shortcode))
  for (const shortcode of shortcodesWithMoney(network)) {
    if (rows.has(shortcode) || described.has(shortcode)) continue
    changes.push(['organisation', shortcode, forgottenOrganisation(network, shortcode)])
  }
  if (changes.length > 0) commit(network, changes)
}

/** Organisations of a state from before they had rows, which the options do not describe any more. */
function forgottenOrganisation(network: Network, shortcode: string): OrganisationRecord {
  const isTill = network.state.balanceOf(accounts.organisation(shortcode, 'merchant')) !== 0n
  return newOrganisation(network, {
    shortcode,
    name: `BUSINESS ${shortcode}`,
    type: isTill ? 'till' : 'paybill',
    passkey: sandboxBusiness.passkey,
  })
}

function shortcodesWithMoney({ state }: Network): Set<string> {
  const own = [...state.accounts()].map(organisationAccountOf)
  return new Set(own.flatMap((account) => (account === undefined ? [] : [account.shortcode])))
}

function configure(before: OrganisationRecord, business: Business): OrganisationRecord {
  const { name, type, passkey, till, tariff, feePaidByBusiness, nominatedNumber } = business
  return {
    ...before,
    name,
    type,
    passkey,
    till: till ?? null,
    tariff: tariff ?? before.tariff,
    feePaidByBusiness: feePaidByBusiness ?? before.feePaidByBusiness,
    nominatedNumber: nominatedNumber ?? before.nominatedNumber,
  }
}
