import { useState } from 'react'
import { useMessages } from '../lib/i18n/messages.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** Puts `text` on the clipboard; `what` names it for screen readers. */
export function CopyButton(props: { text: string; what: string }) {
  const t = useMessages()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    setCopied(await copyText(props.text))
    setTimeout(() => setCopied(false), 2_500)
  }
  return (
    <Button
      look="quiet"
      className="no-print"
      aria-label={copied ? t.copied : t.copyOf(props.what)}
      onClick={() => void copy()}
    >
      <Icon name={copied ? 'check' : 'copy'} size={18} />
    </Button>
  )
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // No clipboard on plain HTTP, or not allowed: the old way still works there.
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}
