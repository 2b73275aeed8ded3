/** @module Every request and callback as it happened. */
import { h } from '../../shared/dom.js'
import { preciseTime } from '../../shared/format.js'
import { get } from '../../shared/http.js'
import { createListSection } from '../list-section.js'
import { createPagedList } from '../paged-list.js'
import { tag } from '../parts.js'
import { routeTo } from '../route.js'
import { createSplit } from '../split.js'
import { exchangeParts, isRefused, kindWord } from './exchange.js'

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createTraffic(app) {
  const { words } = app
  const list = createPagedList({
    words,
    label: words.sections.traffic,
    class: 'list-events',
    empty: words.traffic.none,
    fetchPage: (at) => {
      const { search, kind } = app.route.query
      return get('traffic', { search, kind, ...at })
    },
    keyOf: ({ id }) => String(id),
    row: (entry) => trafficRow(entry, app),
    extra: ({ id }) => String(id) === app.route.id,
  })
  const split = createSplit(app, {
    section: 'traffic',
    list: list.element,
    choose: words.traffic.choose,
    fetchItem: (id) => get(`traffic/${encodeURIComponent(id)}`),
    show: (exchange) => exchangeParts(exchange, app),
    isFinal: () => true,
  })
  return createListSection(app, {
    section: 'traffic',
    intro: words.traffic.intro,
    search: words.traffic.search,
    filters: [
      {
        name: 'kind',
        label: words.traffic.kind,
        options: { '': words.all, ...words.traffic.kinds },
      },
    ],
    list,
    split,
  })
}

function trafficRow(entry, app) {
  const { id, time, kind, method, path, status, outcome, durationMs, forged, faults } = entry
  const { words, language, route } = app
  return h(
    'li',
    {},
    h(
      'a',
      {
        class: 'row',
        href: routeTo('traffic', String(id), null, route.query),
        'data-key': String(id),
        'aria-current': String(id) === route.id ? 'true' : false,
      },
      h('time', { class: 'cell-time', datetime: time }, preciseTime(new Date(time), language)),
      h('span', { class: 'cell-kind' }, kindWord(kind, words)),
      h(
        'span',
        { class: 'cell-what' },
        h('span', { class: 'cell-outcome' }, outcome),
        h('span', { class: 'cell-path' }, `${method} ${path}`),
      ),
      h(
        'span',
        { class: 'cell-tags' },
        forged && tag(words.traffic.forged, 'bad'),
        faults?.length > 0 && tag(words.traffic.struck, 'warn'),
      ),
      h('span', { class: 'cell-duration' }, words.ms(durationMs)),
      h('span', { class: 'cell-status' }, tag(status ?? '—', isRefused(entry) ? 'bad' : 'good')),
    ),
  )
}
