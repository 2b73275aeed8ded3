import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { createContext, useContext } from 'react'
import { Page } from '../components/page.tsx'
import { Skeleton } from '../components/skeleton.tsx'
import { Trouble } from '../components/trouble.tsx'
import type { Session } from '../lib/api-types.ts'
import { useMessages } from '../lib/i18n/messages.ts'
import { RealtimeProvider } from '../lib/realtime-provider.tsx'
import { sessionQuery } from '../lib/session.ts'

const SessionContext = createContext<Session | undefined>(undefined)

/** What only its owner may see: waits for the session, keeps the realtime line, then shows the screen. */
export function SignedIn() {
  const t = useMessages()
  const session = useQuery(sessionQuery)
  if (session.data !== undefined) {
    return (
      <SessionContext.Provider value={session.data}>
        <RealtimeProvider>
          <Outlet />
        </RealtimeProvider>
      </SessionContext.Provider>
    )
  }
  return (
    <Page title={t.wallet.title}>
      {session.error ? (
        <Trouble
          title={t.wallet.unreachable}
          error={session.error}
          onRetry={() => void session.refetch()}
        />
      ) : (
        <>
          <span className="visually-hidden" role="status">
            {t.loading}
          </span>
          <Skeleton shape="block" />
          <Skeleton shape="block" />
        </>
      )}
    </Page>
  )
}

/** Who is signed in; only below `SignedIn`. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('useSession needs SignedIn above it')
  return session
}
