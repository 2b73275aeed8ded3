import type { Language } from '../format.ts'
import { usePreferences } from '../preferences.tsx'
import { en, type Messages } from './en.ts'

/** English comes with the wallet and stands in for what could not be fetched; Swahili is fetched by who reads it. */
const loaded: { en: Messages; sw?: Messages } = { en }

/** Makes the words of `language` ready. Rejects when the line does not bring them. */
export async function loadMessages(language: Language): Promise<void> {
  if (language === 'sw' && loaded.sw === undefined) loaded.sw = (await import('./sw.ts')).sw
}

/** The words of the language that is chosen. */
export function useMessages(): Messages {
  return loaded[usePreferences().language] ?? en
}
