import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isPassing, isSignedOut } from './api-error.ts'

const retriesMax = 3

/** The cache of what the server said. `onSignedOut` hears of any answer that says nobody is signed in. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < retriesMax && isPassing(error),
        retryDelay: (failures) => Math.min(1_000 * 2 ** failures, 10_000),
        networkMode: 'offlineFirst',
      },
      // A payment must never be kept back and sent by itself when the network returns.
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
