import { useSearch } from '@tanstack/react-router'
import { Page } from '../../components/page.tsx'
import { HistoryFilter } from '../../features/history/history-filter.tsx'
import { HistoryList } from '../../features/history/history-list.tsx'
import { useMessages } from '../../lib/i18n/messages.ts'

/** Everything that happened in the wallet. */
export function HistoryPage() {
  const t = useMessages()
  const { status } = useSearch({ from: '/signed-in/history' })
  return (
    <Page narrow title={t.history.title}>
      <HistoryFilter />
      <HistoryList key={status ?? 'all'} status={status} />
    </Page>
  )
}
