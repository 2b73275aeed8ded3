import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './notice.module.css'

/** A framed remark. A `problem` is read out at once. */
export function Notice(props: { tone: 'info' | 'problem'; children: ReactNode }) {
  return (
    <div
      className={`${styles.notice} ${styles[props.tone]}`}
      role={props.tone === 'problem' ? 'alert' : undefined}
    >
      <Icon name={props.tone === 'problem' ? 'alert' : 'info'} size={22} />
      <div className={styles.body}>{props.children}</div>
    </div>
  )
}
