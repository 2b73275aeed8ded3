import { queryOptions } from '@tanstack/react-query'
import { get } from '../../lib/api-client.ts'
import type { Wallet } from '../../lib/api-types.ts'
import { keys } from '../../lib/keys.ts'

/** One's own wallet. */
export const walletQuery = queryOptions({
  queryKey: keys.wallet,
  queryFn: ({ signal }) => get<Wallet>('/api/wallet', { signal }),
})

/** How often to ask again (ms). Seldom while the server tells of changes by itself, or while nothing is pending. */
export function walletPollMs(wallet: Wallet | undefined, realtimeUp: boolean): number {
  if (realtimeUp) return 60_000
  return wallet !== undefined && wallet.pending > 0 ? 5_000 : 20_000
}
