import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { SignInForm } from '../../features/sign-in/sign-in-form.tsx'
import { sessionQuery } from '../../lib/session.ts'

/** Signs in, and goes on to where one wanted to be. Who is signed in already goes on at once. */
export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const router = useRouter()
  const queryClient = useQueryClient()
  const session = useQuery(sessionQuery)
  const goOn = useCallback(() => {
    if (next === undefined) void navigate({ to: '/', replace: true })
    else router.history.replace(next)
  }, [next, navigate, router])
  const signedIn = session.data !== undefined
  useEffect(() => {
    if (signedIn) goOn()
  }, [signedIn, goOn])
  // Whatever was cached may be of somebody else who used this phone.
  const enter = () => {
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'settings' })
    goOn()
  }
  return signedIn ? null : <SignInForm onSignedIn={enter} />
}
