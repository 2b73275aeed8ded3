import { accountNames, accounts, accountsOfType } from '../books/accounts.ts'
import { decimalText } from '../books/money.ts'
import { item, type ResultItem } from '../callbacks/result-body.ts'
import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import type { OperationRecord, OrganisationRecord, ResultCode } from '../state/records.ts'
import { eatTimestamp } from '../time/east-africa-time.ts'
import { type Outcome, refused } from './operation.ts'
import { operationResults } from './results.ts'

/** What is in each account of an organisation (reference §20). */
export function tellBalance(network: Network, operation: OperationRecord): Outcome {
  const organisation = organisationOf(network, operation.shortcode)
  if (organisation === undefined) {
    const { initiator } = operationResults
    return refused(initiator, balanceFailureParameters(network, initiator))
  }
  const completed = eatTimestamp(network.clock.now())
  const { resultForm } = network.config.behaviour
  return {
    result: operationResults.done,
    receipt: null,
    changes: [],
    parameters: [
      item('AccountBalance', balanceText(network, organisation)),
      item('BOCompletedTime', resultForm === 'portal' ? completed : Number(completed)),
    ],
  }
}

/** The parameters a failure was seen with live: of a locked operator with a space at the end (reference §20). */
export function balanceFailureParameters(network: Network, result: ResultCode): ResultItem[] {
  const isLocked = result.code === operationResults.locked.code
  return [
    item('ActionType', 'AccountBalance'),
    item('ErrorMsg', isLocked ? 'API Password is locked. ' : result.text),
    item('BOCompletedTime', Number(eatTimestamp(network.clock.now()))),
  ]
}

/** Accounts joined by `&`: name, currency, current, available, reserved, uncleared. Nothing is ever reserved here. */
function balanceText(network: Network, { shortcode, type }: OrganisationRecord): string {
  return accountsOfType(type)
    .map((account) => {
      const balance = decimalText(
        network.state.balanceOf(accounts.organisation(shortcode, account)),
      )
      return `${accountNames[account]}|KES|${balance}|${balance}|0.00|0.00`
    })
    .join('&')
}
