import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { PhoneField } from '../../components/phone-field.tsx'
import { isApiError } from '../../lib/api-error.ts'
import { errorWords } from '../../lib/error-words.ts'
import { useMessages } from '../../lib/i18n/messages.ts'
import { readPhone } from '../../lib/phone-input.ts'
import { requestCode } from './api.ts'
import { type CodeRequest, codeRequestOf } from './code-request.ts'
import styles from './sign-in.module.css'

/** Asks for the phone number and sends a code to it. */
export function PhoneStep(props: { onSent: (request: CodeRequest) => void }) {
  const t = useMessages()
  const [phone, setPhone] = useState('')
  const [finished, setFinished] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const send = useMutation({
    mutationFn: requestCode,
    onSuccess: (sent, msisdn) => props.onSent(codeRequestOf(msisdn, sent, Date.now())),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setFinished(true)
    const msisdn = readPhone(phone)
    if (msisdn === undefined) return input.current?.focus()
    if (!send.isPending) send.mutate(msisdn)
  }
  const refused = refusedPhone(send.error) && send.variables === readPhone(phone)
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.lead}>{t.signIn.lead}</p>
      <PhoneField
        label={t.phone.signInLabel}
        note={t.signIn.leadNew}
        value={phone}
        finished={finished}
        refusal={refused ? t.phone.format : undefined}
        inputRef={input}
        onChange={setPhone}
        onFinish={() => setFinished(phone.trim() !== '')}
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

function refusedPhone(error: unknown): boolean {
  return (
    isApiError(error) &&
    (error.code === 'invalid_phone_number' || error.field('phone_number') !== undefined)
  )
}
