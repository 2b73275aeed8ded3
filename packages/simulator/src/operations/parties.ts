import type { Network } from '../network.ts'
import type { Entry, Party } from '../state/records.ts'

/** Who a party is, as results tell it. */
export function partyName({ id, name }: Pick<Party, 'id' | 'name'>): string {
  return `${id} - ${name}`
}

/** `2547****149` */
export function maskedPhone(msisdn: string): string {
  return `${msisdn.slice(0, 4)}****${msisdn.slice(-3)}`
}

/** What will be in an account when these entries are written. */
export function balanceAfter(network: Network, account: string, entries: readonly Entry[]): bigint {
  return entries
    .filter((entry) => entry.account === account)
    .reduce((sum, { cents }) => sum + cents, network.state.balanceOf(account))
}
