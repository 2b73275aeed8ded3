import { Link } from '@tanstack/react-router'
import { buttonClass } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/i18n/messages.ts'

/** Nothing is at this address. */
export function NotFoundPage() {
  const t = useMessages()
  return (
    <Page narrow title={t.errors.notFoundTitle}>
      <p>{t.errors.notFound}</p>
      <Link to="/" className={buttonClass('primary')}>
        {t.errors.home}
      </Link>
    </Page>
  )
}
