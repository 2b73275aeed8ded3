import { readErrorWords } from '../lib/error-words.ts'
import { useMessages } from '../lib/i18n/messages.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

/** In place of what could not be shown: what happened, and a way to try again. */
export function Trouble(props: { error: unknown; title?: string; onRetry: () => void }) {
  const t = useMessages()
  return (
    <Notice tone="problem">
      {props.title === undefined ? null : <strong>{props.title}</strong>}
      <p>{readErrorWords(t, props.error)}</p>
      <Button look="secondary" onClick={props.onRetry}>
        {t.tryAgain}
      </Button>
    </Notice>
  )
}
