/** @module What the browser keeps for the next visit. */

/** @param {string} name @returns {string | null} */
export function remembered(name) {
  try {
    return localStorage.getItem(`hazina.simulator.${name}`)
  } catch {
    // Storage may be forbidden; the page then starts with its defaults.
    return null
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(`hazina.simulator.${name}`, value)
  } catch {
    // Nothing depends on it being kept.
  }
}

/** The language that was chosen last on either page, else the browser's. @returns {'en' | 'sw'} */
export function startLanguage() {
  const chosen = remembered('language') ?? navigator.language
  return chosen.startsWith('sw') ? 'sw' : 'en'
}
