/** @module A search and its filters; what is chosen stands in the address, so that it can be kept and sent. */
import { h } from '../shared/dom.js'
import { icon } from '../shared/icons.js'
import { routeTo } from './route.js'

const typingPauseMs = 250

/**
 * @param {import('./main.js').App} app
 * @param {{
 *   label: string,
 *   filters?: readonly { name: string, label: string, options: Record<string, string> }[]
 * }} options a filter's first option, whose key is empty, lets everything through
 */
export function createSearchBar(app, { label, filters = [] }) {
  const { section, part } = app.route
  const choose = (name, value) => {
    const { id, query } = app.route
    app.go(routeTo(section, part ? id : null, part, { ...query, [name]: value }), { replace: true })
  }
  let timer
  const search = h('input', {
    type: 'search',
    class: 'search-field',
    'aria-label': label,
    placeholder: label,
    autocomplete: 'off',
    spellcheck: 'false',
    value: app.route.query.search ?? '',
    oninput: () => {
      clearTimeout(timer)
      timer = setTimeout(() => choose('search', search.value.trim()), typingPauseMs)
    },
  })
  const selects = filters.map((filter) => createFilter(filter, app.route.query, choose))
  return h(
    'div',
    { class: 'search-bar', role: 'search' },
    h('div', { class: 'search-box' }, icon('search'), search),
    ...selects,
  )
}

function createFilter({ name, label, options }, query, choose) {
  const select = h(
    'select',
    {
      class: 'filter',
      'aria-label': label,
      'data-key': `filter-${name}`,
      onchange: () => choose(name, select.value),
    },
    ...Object.entries(options).map(([value, text]) => h('option', { value }, text)),
  )
  select.value = query[name] ?? ''
  return select
}
