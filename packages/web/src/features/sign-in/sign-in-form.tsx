import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Card } from '../../components/card.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { useMessages } from '../../lib/i18n/messages.ts'
import { settingsQuery } from '../../lib/session.ts'
import { type CodeRequest, storeCodeRequest, storedCodeRequest } from './code-request.ts'
import { CodeStep } from './code-step.tsx'
import { PhoneStep } from './phone-step.tsx'
import styles from './sign-in.module.css'
import { Welcome } from './welcome.tsx'

/** Signing in: phone, then code. Calls `onSignedIn` when the session is there. */
export function SignInForm(props: { onSignedIn: () => void }) {
  const t = useMessages()
  const { data: settings } = useQuery(settingsQuery)
  const [request, setRequest] = useState(() => storedCodeRequest(Date.now()))
  const keep = (next: CodeRequest | undefined) => {
    storeCodeRequest(next)
    setRequest(next)
  }
  if (settings?.sign_in_available === false) {
    return (
      <div className={styles.columns}>
        <Welcome />
        <Page title={t.signIn.title}>
          <Notice tone="info">
            <strong>{t.signIn.unavailableTitle}</strong>
            <p>{t.signIn.unavailable}</p>
          </Notice>
        </Page>
      </div>
    )
  }
  return (
    <div className={styles.columns}>
      <Welcome />
      <Page title={request ? t.signIn.codeTitle : t.signIn.title}>
        <Card>
          {request ? (
            <CodeStep
              request={request}
              onResent={keep}
              onChangePhone={() => keep(undefined)}
              onSignedIn={() => {
                storeCodeRequest(undefined)
                props.onSignedIn()
              }}
            />
          ) : (
            <PhoneStep onSent={keep} />
          )}
        </Card>
      </Page>
    </div>
  )
}
