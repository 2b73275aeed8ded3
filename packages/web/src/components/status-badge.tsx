import type { TransactionStatus } from '../lib/api-types.ts'
import { useMessages } from '../lib/i18n/messages.ts'
import { Icon, type IconName } from './icon.tsx'
import styles from './status-badge.module.css'

/** A transaction's state in a word, a shape and a colour: never in colour alone. */
export function StatusBadge(props: { status: TransactionStatus }) {
  const t = useMessages()
  return (
    <span className={`${styles.badge} ${styles[props.status]}`}>
      <Icon name={icons[props.status]} size={16} />
      {t.transaction.status[props.status]}
    </span>
  )
}

const icons = {
  pending: 'clock',
  completed: 'check',
  failed: 'cross',
} as const satisfies Record<TransactionStatus, IconName>
