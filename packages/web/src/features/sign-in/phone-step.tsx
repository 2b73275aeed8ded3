import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { isApiError } from '../../lib/api-error.ts'
import { errorWords } from '../../lib/error-words.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { judgePhone, phoneError, readPhone } from '../../lib/phone-input.ts'
import { requestCode } from './api.ts'
import type { CodeRequest } from './code-request.ts'
import styles from './sign-in.module.css'

/** Asks for the phone number and sends a code to it. */
export function PhoneStep(props: { onSent: (request: CodeRequest) => void }) {
  const t = useMessages()
  const [phone, setPhone] = useState('')
  const [finished, setFinished] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const send = useMutation({
    mutationFn: requestCode,
    onSuccess: (sent, msisdn) => props.onSent(codeRequest(msisdn, sent)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setFinished(true)
    const msisdn = readPhone(phone)
    if (msisdn === undefined) return input.current?.focus()
    if (!send.isPending) send.mutate(msisdn)
  }
  const refused = refusedPhone(send.error) && send.variables === readPhone(phone)
  const error = phoneError(t, phone, finished) ?? (refused ? t.phone.format : undefined)
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.lead}>{t.signIn.lead}</p>
      <Field
        label={t.phone.signInLabel}
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        placeholder={t.phone.placeholder}
        value={phone}
        inputRef={input}
        onChange={(event) => setPhone(event.target.value)}
        onBlur={() => setFinished(phone.trim() !== '')}
        error={error}
        note={t.signIn.leadNew}
        good={judgePhone(phone, finished).state === 'good'}
      />
      {send.error && !refused ? (
        <Notice tone="problem">
          <p>{errorWords(t, send.error)}</p>
        </Notice>
      ) : null}
      <Button type="submit" wide busy={send.isPending}>
        {send.isPending ? t.signIn.sending : t.signIn.send}
      </Button>
    </form>
  )
}

/** What the server's answer means on this device's clock. */
export function codeRequest(
  msisdn: string,
  sent: { resend_in: number; expires_in: number },
): CodeRequest {
  const nowMs = Date.now()
  return {
    msisdn,
    resendAtMs: nowMs + sent.resend_in * 1_000,
    expiresAtMs: nowMs + sent.expires_in * 1_000,
  }
}

function refusedPhone(error: unknown): boolean {
  return (
    isApiError(error) &&
    (error.code === 'invalid_phone_number' || error.field('phone_number') !== undefined)
  )
}
