import { queryOptions } from '@tanstack/react-query'
import { get } from './api-client.ts'
import type { PublicSettings, Session } from './api-types.ts'
import { keys } from './keys.ts'

/** Who is signed in here; fails with a 401 when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: ({ signal }) => get<Session>('/api/auth/session', { signal }),
  staleTime: 60_000,
})

/** What anybody may know about this installation. */
export const settingsQuery = queryOptions({
  queryKey: keys.settings,
  queryFn: ({ signal }) => get<PublicSettings>('/api/settings', { signal }),
  staleTime: 10 * 60_000,
})
