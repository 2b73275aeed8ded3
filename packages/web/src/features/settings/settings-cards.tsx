import { useMutation } from '@tanstack/react-query'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Choice } from '../../components/choice.tsx'
import { Icon } from '../../components/icon.tsx'
import { Notice } from '../../components/notice.tsx'
import { post } from '../../lib/api-client.ts'
import { isSignedOut } from '../../lib/api-error.ts'
import type { Session } from '../../lib/api-types.ts'
import { errorWords } from '../../lib/error-words.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { usePreferences } from '../../lib/preferences.tsx'
import styles from './settings.module.css'

/** Whose wallet this is, and the way out. */
export function AccountCard(props: { user: Session['user']; onSignedOut: () => void }) {
  const t = useMessages()
  const { user } = props
  const signOut = useMutation({
    mutationFn: () => post<undefined>('/api/auth/sign-out', {}),
    onSuccess: props.onSignedOut,
  })
  const failed = signOut.error && !isSignedOut(signOut.error)
  return (
    <Card title={t.settings.account}>
      <dl className={styles.facts}>
        {user.name === null ? null : <Fact label={t.settings.name} value={user.name} />}
        <Fact label={t.settings.phone} value={user.phone_number} />
        <Fact label={t.settings.walletNumber} value={String(user.user_id)} />
      </dl>
      {failed ? (
        <Notice tone="problem">
          <p>{errorWords(t, signOut.error)}</p>
        </Notice>
      ) : null}
      <Button look="secondary" wide busy={signOut.isPending} onClick={() => signOut.mutate()}>
        <Icon name="signOut" />
        {signOut.isPending ? t.settings.signingOut : t.settings.signOut}
      </Button>
    </Card>
  )
}

/** Language and appearance, kept on this device. */
export function PreferencesCard() {
  const t = useMessages()
  const preferences = usePreferences()
  return (
    <Card>
      <div className={styles.choices}>
        <Choice
          label={t.language.label}
          value={preferences.language}
          options={[
            { value: 'en', label: t.language.en, lang: 'en' },
            { value: 'sw', label: t.language.sw, lang: 'sw' },
          ]}
          onChange={preferences.setLanguage}
        />
        <Choice
          label={t.theme.label}
          value={preferences.theme}
          options={[
            { value: 'light', label: t.theme.light },
            { value: 'dark', label: t.theme.dark },
            { value: 'system', label: t.theme.system },
          ]}
          onChange={preferences.setTheme}
        />
      </div>
    </Card>
  )
}

function Fact(props: { label: string; value: string }) {
  return (
    <div className={styles.fact}>
      <dt>{props.label}</dt>
      <dd>{props.value}</dd>
    </div>
  )
}
