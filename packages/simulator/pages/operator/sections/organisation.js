/** @module One organisation: its money, details, initiators, transactions and statement. */
import { h, replaceChildren, whenChanged } from '../../shared/dom.js'
import { get } from '../../shared/http.js'
import { icon } from '../../shared/icons.js'
import { questionWatch } from '../list-section.js'
import { tag } from '../parts.js'
import { routeTo } from '../route.js'
import { createSearchBar } from '../search-bar.js'
import { createTransactionList, transactionRoute } from '../transaction-list.js'
import { createDetails } from './organisation-details.js'
import { createInitiators } from './organisation-initiators.js'
import { createMoney } from './organisation-money.js'
import { createStatement } from './organisation-statement.js'

const parts = {
  money: createMoney,
  details: createDetails,
  initiators: createInitiators,
  transactions: createTransactionsPart,
  statement: createStatement,
}

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createOrganisation(app) {
  const { words } = app
  const shortcode = app.route.id
  const heading = h('div', { class: 'heading' })
  const tabs = h('nav', { class: 'tabs', 'aria-label': words.organisations.partsLabel })
  const body = h('div', {})
  let current = null
  let part = null
  const drawHeading = whenChanged(({ organisation }) =>
    replaceChildren(heading, ...headingParts(organisation, words)),
  )
  const follow = () => {
    const name = app.route.part in parts ? app.route.part : 'money'
    if (name === current) return
    current = name
    part = parts[name](app, shortcode)
    replaceChildren(tabs, ...Object.keys(parts).map((one) => tab(one, name, shortcode, words)))
    body.replaceChildren(part.element)
    // Once it is on the page: the tabs of a narrow screen do not all fit.
    requestAnimationFrame(() => showTab(tabs))
  }
  follow()
  return {
    element: h('div', { class: 'section' }, backLink(words), heading, tabs, body),
    follow,
    async load() {
      const shown = part
      const organisation = await get(`organisations/${encodeURIComponent(shortcode)}`)
      drawHeading({ organisation })
      if (shown === part) await part.load(organisation)
    },
  }
}

function showTab(tabs) {
  tabs.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
}

function headingParts({ name, shortcode, type, till, state }, words) {
  const o = words.organisations
  return [
    h(
      'div',
      { class: 'heading-text' },
      h('h1', {}, name),
      h('p', { class: 'muted mono' }, shortcode),
    ),
    h(
      'div',
      { class: 'heading-actions' },
      tag(o.types[type]),
      till && tag(o.tillNumber(till)),
      tag(o.states[state], state === 'active' ? 'good' : 'warn'),
    ),
  ]
}

function backLink(words) {
  return h(
    'a',
    { class: 'page-back', href: routeTo('organisations') },
    icon('back'),
    words.organisations.back,
  )
}

function tab(name, current, shortcode, words) {
  return h(
    'a',
    {
      class: 'tab',
      href: routeTo('organisations', shortcode, name === 'money' ? null : name),
      'data-key': name,
      'aria-current': name === current ? 'page' : false,
    },
    words.organisations.parts[name],
  )
}

function createTransactionsPart(app, shortcode) {
  const { words } = app
  const t = words.transactions
  const list = createTransactionList(app, {
    about: () => ({ shortcode }),
    hrefOf: (transaction) => transactionRoute(transaction, { search: shortcode }),
  })
  const isNewQuestion = questionWatch(app, ['search', 'kind'])
  return {
    element: h(
      'div',
      { class: 'section' },
      createSearchBar(app, {
        label: t.search,
        filters: [{ name: 'kind', label: t.kind, options: { '': words.all, ...t.kinds } }],
      }),
      list.element,
    ),
    load: () => list.load({ anew: isNewQuestion() }),
  }
}
