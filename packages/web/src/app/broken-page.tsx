import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/i18n/messages.ts'

/** In place of a screen that threw: a mistake of ours, or a part that could not be loaded. */
export function BrokenPage() {
  const t = useMessages()
  return (
    <Page narrow title={t.errors.brokenTitle}>
      <Notice tone="problem">
        <p>{t.errors.broken}</p>
        <Button look="secondary" onClick={() => location.reload()}>
          {t.errors.reload}
        </Button>
      </Notice>
    </Page>
  )
}
