import { useEffect, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { formatCountdown } from '../../lib/format.ts'
import { useMessages } from '../../lib/i18n/messages.ts'

/** Asks for another code, once the wait until `atMs` (this device's clock) is over. */
export function ResendButton(props: {
  atMs: number
  resend: { isPending: boolean; isSuccess: boolean; mutate: () => void }
}) {
  const t = useMessages()
  const [nowMs, setNowMs] = useState(Date.now)
  const seconds = Math.max(0, Math.ceil((props.atMs - nowMs) / 1_000))
  const waiting = seconds > 0
  useEffect(() => {
    setNowMs(Date.now())
    if (!waiting) return
    const timer = setInterval(() => setNowMs(Date.now()), 500)
    return () => clearInterval(timer)
  }, [waiting])
  return (
    <>
      <Button
        look="quiet"
        busy={props.resend.isPending}
        disabled={waiting}
        onClick={() => props.resend.mutate()}
      >
        {waiting ? t.signIn.resendIn(formatCountdown(seconds)) : t.signIn.resend}
      </Button>
      <span role="status" className="visually-hidden">
        {props.resend.isSuccess && waiting ? t.signIn.resent : ''}
      </span>
    </>
  )
}
