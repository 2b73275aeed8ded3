/** @module The page's words; both languages have the same keys. */
import { en } from './words-en.js'
import { sw } from './words-sw.js'

const languages = { en, sw }

/** @param {'en' | 'sw'} language */
export function wordsIn(language) {
  return languages[language]
}

/** @typedef {typeof en} Words */
