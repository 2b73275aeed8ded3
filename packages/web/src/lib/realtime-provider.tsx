import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { RealtimeEvent } from './api-types.ts'
import { keys } from './keys.ts'
import { keepRealtime } from './realtime.ts'

const RealtimeUp = createContext(false)

/** Keeps what is shown in step with the server while somebody is signed in. */
export function RealtimeProvider(props: { children: ReactNode }) {
  const queryClient = useQueryClient()
  const [up, setUp] = useState(false)
  useEffect(() => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    let wasDown = false
    const end = keepRealtime({
      url: `${scheme}://${location.host}/api/realtime`,
      openSocket: (url) => new WebSocket(url),
      random: Math.random,
      onEvent: (event) => refetchWhatChanged(queryClient, event),
      onLine: (isUp) => {
        setUp(isUp)
        // Nothing is replayed: after a gap everything is asked for again.
        if (isUp && wasDown) void queryClient.invalidateQueries()
        wasDown = !isUp
      },
    })
    return () => {
      end()
      setUp(false)
    }
  }, [queryClient])
  return <RealtimeUp.Provider value={up}>{props.children}</RealtimeUp.Provider>
}

/** Whether the server tells us of changes by itself, so that polling may be slow. */
export function useRealtimeUp(): boolean {
  return useContext(RealtimeUp)
}

function refetchWhatChanged(queryClient: QueryClient, event: RealtimeEvent): void {
  const stale = (queryKey: readonly unknown[]) => void queryClient.invalidateQueries({ queryKey })
  switch (event.type) {
    case 'hello':
      return
    case 'transaction.changed':
      stale(keys.payment(event.transaction_id))
      stale(keys.transactions)
      stale(keys.wallet)
      return
    case 'wallet.changed':
      stale(keys.wallet)
      stale(keys.transactions)
      return
  }
}
