import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { PhoneLink } from '../../components/phone-link.tsx'
import { isApiError } from '../../lib/api-error.ts'
import { errorWords } from '../../lib/error-words.ts'
import { formatPhone } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { settingsQuery } from '../../lib/session.ts'
import { requestCode, verifyCode } from './api.ts'
import type { CodeRequest } from './code-request.ts'
import { codeRequest } from './phone-step.tsx'
import { ResendButton } from './resend-button.tsx'
import styles from './sign-in.module.css'

const codeLength = 6

/** Takes the one-time code; six digits send themselves. */
export function CodeStep(props: {
  request: CodeRequest
  onResent: (request: CodeRequest) => void
  onSignedIn: () => void
  onChangePhone: () => void
}) {
  const { msisdn } = props.request
  const t = useMessages()
  const { data: settings } = useQuery(settingsQuery)
  const [code, setCode] = useState('')
  const [short, setShort] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const verify = useMutation({
    mutationFn: verifyCode,
    onSuccess: props.onSignedIn,
    onError: () => input.current?.select(),
  })
  const resend = useMutation({
    mutationFn: () => requestCode(msisdn),
    onSuccess: (sent) => {
      props.onResent(codeRequest(msisdn, sent))
      verify.reset()
      setCode('')
      input.current?.focus()
    },
  })
  const type = (typed: string) => {
    const digits = typed.replace(/\D/g, '').slice(0, codeLength)
    setCode(digits)
    setShort(false)
    if (digits === code) return
    if (digits.length === codeLength && !verify.isPending) verify.mutate({ msisdn, code: digits })
    else verify.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.length < codeLength) {
      setShort(true)
      input.current?.focus()
    } else if (!verify.isPending) verify.mutate({ msisdn, code })
  }
  const wrong = isApiError(verify.error) && verify.error.code === 'code_wrong'
  const failure = (wrong ? null : verify.error) ?? resend.error
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.lead}>{t.signIn.codeLead(formatPhone(msisdn))}</p>
      <Field
        label={t.signIn.codeLabel}
        name="code"
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        code
        inputRef={input}
        onChange={(event) => type(event.target.value)}
        error={wrong ? t.signIn.codeWrong : short ? t.signIn.codeShort : undefined}
        note={t.signIn.codeHint}
      />
      {failure ? (
        <Notice tone="problem">
          <p>{errorWords(t, failure)}</p>
        </Notice>
      ) : null}
      <Button type="submit" wide busy={verify.isPending}>
        {verify.isPending ? t.signIn.verifying : t.signIn.verify}
      </Button>
      {settings?.simulator_url ? (
        <Notice tone="info">
          <p>{t.signIn.simulatorHint}</p>
          <PhoneLink msisdn={msisdn} />
        </Notice>
      ) : null}
      <div className={styles.others}>
        <ResendButton
          atMs={props.request.resendAtMs}
          busy={resend.isPending}
          resent={resend.isSuccess}
          onResend={() => resend.mutate()}
        />
        <Button look="quiet" onClick={props.onChangePhone}>
          {t.signIn.changePhone}
        </Button>
      </div>
    </form>
  )
}
