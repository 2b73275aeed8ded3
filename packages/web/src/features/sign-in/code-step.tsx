import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { PhoneLink } from '../../components/phone-link.tsx'
import { errorWords } from '../../lib/error-words.ts'
import { formatPhone } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { settingsQuery } from '../../lib/session.ts'
import type { CodeRequest } from './code-request.ts'
import { ResendButton } from './resend-button.tsx'
import styles from './sign-in.module.css'
import { useCode } from './use-code.ts'

/** Takes the one-time code; six digits send themselves. */
export function CodeStep(props: {
  request: CodeRequest
  onResent: (request: CodeRequest) => void
  onSignedIn: () => void
  onChangePhone: () => void
}) {
  const { msisdn, resendAtMs } = props.request
  const t = useMessages()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const { onResent, onSignedIn } = props
  const code = useCode({ msisdn, onResent, onSignedIn, onAgain: () => input.current?.select() })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    code.submit()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.lead}>
        {t.signIn.codeLead(formatPhone(msisdn).replaceAll(' ', '\u00a0'))}
      </p>
      <Field
        label={t.signIn.codeLabel}
        name="code"
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code.code}
        code
        inputRef={input}
        onChange={(event) => code.type(event.target.value)}
        error={code.wrong ? t.signIn.codeWrong : code.short ? t.signIn.codeShort : undefined}
        note={t.signIn.codeHint}
      />
      {code.failure ? (
        <Notice tone="problem">
          <p>{errorWords(t, code.failure)}</p>
        </Notice>
      ) : null}
      <Button type="submit" wide busy={code.verifying}>
        {code.verifying ? t.signIn.verifying : t.signIn.verify}
      </Button>
      <SimulatorHint msisdn={msisdn} />
      <div className={styles.others}>
        <ResendButton atMs={resendAtMs} resend={code.resend} />
        <Button look="quiet" onClick={props.onChangePhone}>
          {t.signIn.changePhone}
        </Button>
      </div>
    </form>
  )
}

/** Where the SMS is when there is no real phone. */
function SimulatorHint(props: { msisdn: string }) {
  const t = useMessages()
  const { data: settings } = useQuery(settingsQuery)
  if (!settings?.simulator_url) return null
  return (
    <Notice tone="info">
      <p>{t.signIn.simulatorHint}</p>
      <PhoneLink msisdn={props.msisdn} />
    </Notice>
  )
}
