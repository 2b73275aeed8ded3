/** @module The sections of the operator's side, in the order of the menu. */
import { createBooks } from './books.js'
import { createCallbacks } from './callbacks.js'
import { createCredentials } from './credentials.js'
import { createOrganisation } from './organisation.js'
import { createOrganisations } from './organisations.js'
import { createStart } from './start.js'
import { createTime } from './time.js'
import { createTraffic } from './traffic.js'
import { createTransactions } from './transactions.js'
import { createTrouble } from './trouble.js'

export const sections = [
  { name: 'start', drawing: 'home', create: createStart },
  { name: 'organisations', drawing: 'operator', create: createOrganisations },
  { name: 'transactions', drawing: 'money', create: createTransactions },
  { name: 'traffic', drawing: 'exchange', create: createTraffic },
  { name: 'callbacks', drawing: 'callback', create: createCallbacks },
  { name: 'trouble', drawing: 'bolt', create: createTrouble },
  { name: 'time', drawing: 'clock', create: createTime },
  { name: 'books', drawing: 'book', create: createBooks },
  { name: 'credentials', drawing: 'key', create: createCredentials },
]

/** @param {import('../route.js').Route} route */
export function sectionOf({ section }) {
  return sections.some(({ name }) => name === section) ? section : 'start'
}

/** Addresses with the same key are shown by the same view. @param {import('../route.js').Route} route */
export function keyOf(route) {
  const section = sectionOf(route)
  return section === 'organisations' && route.id ? `${section}/${route.id}` : section
}

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createSection(app) {
  const section = sectionOf(app.route)
  if (section === 'organisations' && app.route.id) return createOrganisation(app)
  return (sections.find(({ name }) => name === section) ?? sections[0]).create(app)
}
