import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Page } from '../../components/page.tsx'
import { AccountCard, PreferencesCard } from '../../features/settings/settings-cards.tsx'
import { useMessages } from '../../lib/i18n/messages.ts'
import { useSession } from '../signed-in.tsx'

/** Language, appearance, whose wallet this is, and signing out. */
export function SettingsPage() {
  const t = useMessages()
  const { user } = useSession()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const leave = async () => {
    await navigate({ to: '/sign-in', replace: true })
    queryClient.clear()
  }
  return (
    <Page narrow title={t.settings.title}>
      <PreferencesCard />
      <AccountCard user={user} onSignedOut={() => void leave()} />
    </Page>
  )
}
