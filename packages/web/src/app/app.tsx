import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { PreferencesProvider } from '../lib/preferences.tsx'
import { createQueryClient } from '../lib/query-client.ts'
import { createWalletRouter, type WalletRouter } from './router.tsx'

const queryClient = createQueryClient(() => toSignIn(router))
const router: WalletRouter = createWalletRouter(queryClient)

/** The whole wallet. */
export function App() {
  return (
    <PreferencesProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </PreferencesProvider>
  )
}

/** Nobody is signed in: goes to the sign-in, which leads back to where one was. */
function toSignIn(router: WalletRouter): void {
  const { pathname, href } = router.latestLocation
  if (pathname === '/sign-in') return
  queryClient.clear()
  void router.navigate({
    to: '/sign-in',
    search: href === '/' ? {} : { next: href },
    replace: true,
  })
}
