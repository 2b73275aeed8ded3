import { Icon } from '../../components/icon.tsx'
import { useMessages } from '../../lib/i18n/messages.ts'
import styles from './history.module.css'

/** Says that there is nothing to show, and why. */
export function EmptyHistory(props: { filtered: boolean }) {
  const t = useMessages()
  return (
    <div className={styles.empty}>
      <Icon name="history" size={36} />
      <p>
        <strong>{props.filtered ? t.history.emptyFiltered : t.history.empty}</strong>
      </p>
      {props.filtered ? null : <p>{t.history.emptyHint}</p>}
    </div>
  )
}
