import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../components/icon.tsx'
import { useMessages } from '../lib/i18n/messages.ts'
import { usePreferences } from '../lib/preferences.tsx'
import { settingsQuery } from '../lib/session.ts'
import { useOnline } from '../lib/use-online.ts'
import styles from './shell.module.css'

/** What stands around every screen: name, navigation, where real money does not move, and whether we are offline. */
export function Shell(props: { children: ReactNode }) {
  const t = useMessages()
  const online = useOnline()
  const signingIn = useRouterState({ select: (state) => state.location.pathname === '/sign-in' })
  return (
    <div className={`${styles.shell} ${signingIn ? styles.plain : ''}`}>
      <a href="#content" className={styles.skip}>
        {t.skipToContent}
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand}>
            <img src="/favicon.svg" alt="" width="34" height="34" />
            {t.brand}
          </Link>
          {signingIn ? null : <MainNavigation />}
          <LanguageSwitch />
        </div>
        <EnvironmentStrip />
        <div role="status">
          {online ? null : (
            <p className={styles.offline}>
              <Icon name="offline" size={18} />
              {t.offline}
            </p>
          )}
        </div>
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        {props.children}
      </main>
    </div>
  )
}

function MainNavigation() {
  const t = useMessages()
  const links = [
    { to: '/', label: t.nav.wallet, icon: 'wallet' },
    { to: '/history', label: t.nav.history, icon: 'history' },
    { to: '/settings', label: t.nav.settings, icon: 'settings' },
  ] as const satisfies readonly { to: string; label: string; icon: IconName }[]
  return (
    <nav className={styles.nav} aria-label={t.nav.label}>
      {links.map((link) => (
        <Link
          key={link.to}
          to={link.to}
          className={styles.link}
          activeOptions={{ exact: link.to === '/', includeSearch: false }}
        >
          <Icon name={link.icon} size={22} />
          {link.label}
        </Link>
      ))}
    </nav>
  )
}

/** Offers the other language in its own words. */
function LanguageSwitch() {
  const t = useMessages()
  const { language, setLanguage } = usePreferences()
  const other = language === 'en' ? 'sw' : 'en'
  return (
    <button
      type="button"
      className={styles.language}
      lang={other}
      onClick={() => setLanguage(other)}
    >
      {t.language[other]}
    </button>
  )
}

function EnvironmentStrip() {
  const t = useMessages()
  const { data } = useQuery(settingsQuery)
  if (data === undefined || data.environment === 'production') return null
  return <p className={styles.strip}>{t.environment[data.environment]}</p>
}
