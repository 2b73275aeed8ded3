import { Page } from '../../components/page.tsx'
import { AccountCard, PreferencesCard } from '../../features/settings/settings-cards.tsx'
import { useMessages } from '../../lib/i18n/messages.ts'
import { useSession } from '../signed-in.tsx'

/** Language, appearance, whose wallet this is, and signing out. */
export function SettingsPage() {
  const t = useMessages()
  const { user } = useSession()
  // A fresh page: nothing of this wallet stays in memory for whoever holds the phone next.
  const leave = () => location.replace('/sign-in')
  return (
    <Page narrow title={t.settings.title}>
      <PreferencesCard />
      <AccountCard user={user} onSignedOut={leave} />
    </Page>
  )
}
