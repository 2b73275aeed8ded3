import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { get } from '../../lib/api-client.ts'
import { ApiError } from '../../lib/api-error.ts'
import type {
  PaymentStatus,
  TransactionPage,
  TransactionRecord,
  TransactionStatus,
} from '../../lib/api-types.ts'
import { keys } from '../../lib/keys.ts'

const pageSize = 20
const recentSize = 5

/** One's transactions, newest first, page after page. */
export function transactionsQuery(status: TransactionStatus | undefined) {
  return infiniteQueryOptions({
    queryKey: keys.transactionList(status),
    queryFn: ({ pageParam, signal }) =>
      listTransactions({ limit: pageSize, status, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

/** The newest few. */
export const recentTransactionsQuery = queryOptions({
  queryKey: keys.recentTransactions,
  queryFn: ({ signal }) => listTransactions({ limit: recentSize }, signal),
})

/** One transaction with everything that is known of it. Shows at once what a list has brought already. */
export function transactionQuery(queryClient: QueryClient, transactionId: string) {
  return queryOptions({
    queryKey: keys.transaction(transactionId),
    queryFn: ({ signal }) => findTransaction(transactionId, signal),
    placeholderData: () => listedTransaction(queryClient, transactionId),
  })
}

// The record of one transaction is asked for by the second in which it began: the list is the only route that shows
// every field.
async function findTransaction(
  transactionId: string,
  signal: AbortSignal,
): Promise<TransactionRecord> {
  const path = `/api/mpesa/check-status/${encodeURIComponent(transactionId)}`
  const { created_at: from } = await get<PaymentStatus>(path, { signal })
  const to = new Date(Date.parse(from) + 1_000).toISOString()
  const page = await listTransactions({ limit: 100, from, to }, signal)
  const found = page.items.find((item) => item.transaction_id === transactionId)
  if (found === undefined) throw new ApiError({ kind: 'garbled' })
  return found
}

function listedTransaction(
  queryClient: QueryClient,
  transactionId: string,
): TransactionRecord | undefined {
  const lists = queryClient.getQueriesData<TransactionPage | { pages: TransactionPage[] }>({
    queryKey: keys.transactions,
  })
  return lists
    .flatMap(([, data]) => (data === undefined ? [] : 'pages' in data ? data.pages : [data]))
    .flatMap((page) => page.items ?? [])
    .find((item) => item.transaction_id === transactionId)
}

function listTransactions(
  filter: Record<string, string | number | undefined>,
  signal: AbortSignal,
): Promise<TransactionPage> {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) search.set(name, String(value))
  }
  return get<TransactionPage>(`/api/transactions?${search}`, { signal })
}
