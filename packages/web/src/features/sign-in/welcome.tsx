import { Icon } from '../../components/icon.tsx'
import { Words } from '../../components/words.tsx'
import { useMessages } from '../../lib/i18n/messages.ts'
import styles from './welcome.module.css'

/** What this is, for who opens it for the first time. */
export function Welcome() {
  const t = useMessages()
  return (
    <div className={styles.welcome}>
      <p className={styles.headline}>{t.welcome.headline}</p>
      <ul className={styles.points}>
        {t.welcome.points.map((point) => (
          <li key={point}>
            <Icon name="check" size={18} className={styles.tick} />
            <Words>{point}</Words>
          </li>
        ))}
      </ul>
    </div>
  )
}
