import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Language } from './format.ts'
import { loadMessages } from './i18n/messages.ts'
import { readStored, writeStored } from './stored.ts'

export type Theme = 'light' | 'dark' | 'system'

type Preferences = {
  language: Language
  theme: Theme
  setLanguage: (language: Language) => void
  setTheme: (theme: Theme) => void
}

const PreferencesContext = createContext<Preferences | undefined>(undefined)

/** Language and theme: chosen here, kept on this device. `boot.js` has applied them before the first paint. */
export function PreferencesProvider(props: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(
    document.documentElement.lang === 'sw' ? 'sw' : 'en',
  )
  const [theme, setTheme] = useState<Theme>(storedTheme)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useEffect(() => applyTheme(theme), [theme])
  const value = useMemo(
    () => ({
      language,
      theme,
      setLanguage: (next: Language) => {
        writeStored('device', 'hazina.language', next)
        loadMessages(next).then(
          () => setLanguage(next),
          // The line is down: what is shown stays readable, and the choice counts from the next visit.
          () => undefined,
        )
      },
      setTheme: (next: Theme) => {
        writeStored('device', 'hazina.theme', next)
        setTheme(next)
      },
    }),
    [language, theme],
  )
  return <PreferencesContext.Provider value={value}>{props.children}</PreferencesContext.Provider>
}

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext)
  if (preferences === undefined)
    throw new Error('usePreferences needs a PreferencesProvider above it')
  return preferences
}

function storedTheme(): Theme {
  const stored = readStored('device', 'hazina.theme')
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Shows `theme`, and follows the device while it is `system`. Returns what stops that. */
function applyTheme(theme: Theme): () => void {
  const device = matchMedia('(prefers-color-scheme: dark)')
  const show = () => {
    const dark = theme === 'dark' || (theme === 'system' && device.matches)
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
    document
      .querySelector('meta[name="theme-color"]')
      ?.setAttribute('content', dark ? '#0f2a21' : '#14523d')
  }
  show()
  device.addEventListener('change', show)
  return () => device.removeEventListener('change', show)
}
