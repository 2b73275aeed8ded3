/** @module The words of the operator's side; both languages have the same keys. */
import { en as sharedEn } from '../../shared/words-en.js'
import { sw as sharedSw } from '../../shared/words-sw.js'
import { en as frameEn } from './frame-en.js'
import { sw as frameSw } from './frame-sw.js'
import { en as moneyEn } from './money-en.js'
import { sw as moneySw } from './money-sw.js'
import { en as startEn } from './start-en.js'
import { sw as startSw } from './start-sw.js'
import { en as trafficEn } from './traffic-en.js'
import { sw as trafficSw } from './traffic-sw.js'
import { en as worldEn } from './world-en.js'
import { sw as worldSw } from './world-sw.js'

const languages = {
  en: { ...sharedEn, ...frameEn, ...startEn, ...moneyEn, ...trafficEn, ...worldEn },
  sw: { ...sharedSw, ...frameSw, ...startSw, ...moneySw, ...trafficSw, ...worldSw },
}

/** @param {'en' | 'sw'} language */
export function wordsIn(language) {
  return languages[language]
}
