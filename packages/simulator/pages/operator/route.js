/** @module Addresses of the operator's side: `#/organisations/600992/statement?search=…`. */

/** @typedef {{ section: string, id: string | null, part: string | null, query: Record<string, string> }} Route */

/** @param {string} hash @returns {Route} */
export function parseRoute(hash) {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?')
  const [section, id, part] = path.split('/').map((one) => decodeSafely(one))
  return {
    section: section || 'start',
    id: id || null,
    part: part || null,
    query: Object.fromEntries(new URLSearchParams(search)),
  }
}

/**
 * @param {string} section @param {string | null} [id] @param {string | null} [part]
 * @param {Record<string, string | null | undefined>} [query] what is empty is left out
 */
export function routeTo(section, id, part, query = {}) {
  const path = [section, id, part].filter(Boolean).map((one) => encodeURIComponent(String(one)))
  const given = Object.entries(query).filter(([, value]) => value)
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  return `#/${path.join('/')}${given.length > 0 ? `?${search}` : ''}`
}

function decodeSafely(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    // A mangled address shows the start rather than an error.
    return ''
  }
}
