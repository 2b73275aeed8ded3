import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
} from '@tanstack/react-router'
import { recentTransactionsQuery } from '../features/history/api.ts'
import { walletQuery } from '../features/wallet/wallet-query.ts'
import { readTransactionStatus } from '../lib/transaction-statuses.ts'
import { BrokenPage } from './broken-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { PayPage } from './pages/pay-page.tsx'
import { SignInPage } from './pages/sign-in-page.tsx'
import { WalletPage } from './pages/wallet-page.tsx'
import { Shell } from './shell.tsx'
import { SignedIn } from './signed-in.tsx'

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: NotFoundPage,
  errorComponent: BrokenPage,
})

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    isOwnPath(search.next) ? { next: search.next } : {},
  component: SignInPage,
})

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: SignedIn,
})

export const walletRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: (search: Record<string, unknown>): { amount?: number } =>
    Number.isSafeInteger(Number(search.amount)) && Number(search.amount) > 0
      ? { amount: Number(search.amount) }
      : {},
  // Asked for beside the session, not after it: on a slow line that is one wait instead of two.
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(walletQuery)
    void context.queryClient.prefetchQuery(recentTransactionsQuery)
  },
  component: WalletPage,
})

export const payRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/pay/$transactionId',
  beforeLoad: ({ params }) => refuseWrongId(params.transactionId),
  component: PayPage,
})

export const historyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/history',
  validateSearch: (search: Record<string, unknown>): HistorySearch => {
    const status = readTransactionStatus(search.status)
    return status === undefined ? {} : { status }
  },
  component: lazyRouteComponent(() => import('./pages/history-page.tsx'), 'HistoryPage'),
})

export const transactionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/history/$transactionId',
  beforeLoad: ({ params }) => refuseWrongId(params.transactionId),
  component: lazyRouteComponent(() => import('./pages/transaction-page.tsx'), 'TransactionPage'),
})

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings-page.tsx'), 'SettingsPage'),
})

const routeTree = rootRoute.addChildren([
  signInRoute,
  signedInRoute.addChildren([walletRoute, payRoute, historyRoute, transactionRoute, settingsRoute]),
])

type HistorySearch = { status?: ReturnType<typeof readTransactionStatus> & string }

/** The wallet's screens by address. */
export function createWalletRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultErrorComponent: BrokenPage,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  })
}

export type WalletRouter = ReturnType<typeof createWalletRouter>

declare module '@tanstack/react-router' {
  interface Register {
    router: WalletRouter
  }
  interface HistoryState {
    /** The phone of the attempt that is tried again; kept out of the address, which ends up in logs. */
    payFrom?: string
  }
}

/** A path of this site, and nothing that a browser would read as another host. */
function isOwnPath(next: unknown): next is string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next)
}

/** An address that was cut short in a message leads nowhere, and needs no server to say so. */
function refuseWrongId(transactionId: string): void {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(transactionId)) throw notFound()
}
