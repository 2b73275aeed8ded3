/** @module Callbacks that wait to be sent, and those that were. */
import { h, setText } from '../../shared/dom.js'
import { dayAndTime, preciseTime, secondsUntil } from '../../shared/format.js'
import { get } from '../../shared/http.js'
import { jsonBlock } from '../json-block.js'
import { createListSection } from '../list-section.js'
import { createPagedList } from '../paged-list.js'
import { factList, tag } from '../parts.js'
import { routeTo } from '../route.js'
import { createSplit } from '../split.js'
import { callbackActions } from './callback-actions.js'

/** Callbacks that are due in more than an hour show the day instead of a countdown. */
const countedSecondsMax = 3_600

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createCallbacks(app) {
  const { words } = app
  const c = words.callbacks
  const stateOf = () => app.route.query.state || 'waiting'
  const list = createPagedList({
    words,
    label: words.sections.callbacks,
    class: 'list-events',
    empty: () => c.none[stateOf()],
    order: () => (stateOf() === 'waiting' ? words.dueFirst : words.newestFirst),
    fetchPage: (at) =>
      get('callbacks', { state: stateOf(), search: app.route.query.search, ...at }),
    keyOf: ({ id }) => id,
    row: (callback) => callbackRow(callback, app),
    extra: ({ id }) => id === app.route.id,
  })
  const split = createSplit(app, {
    section: 'callbacks',
    list: list.element,
    choose: c.choose,
    fetchItem: (id) => get(`callbacks/${encodeURIComponent(id)}`),
    show: (callback) => callbackParts(callback, app),
  })
  const section = createListSection(app, {
    section: 'callbacks',
    intro: c.intro,
    search: words.traffic.search,
    filters: [
      { name: 'state', label: c.state, options: { '': c.states.waiting, sent: c.states.sent } },
    ],
    list,
    split,
  })
  return {
    ...section,
    tick() {
      for (const due of list.element.querySelectorAll('[data-due]')) {
        setText(due, dueText(due.dataset.due, app))
      }
    },
  }
}

function callbackRow(callback, app) {
  const { id, state, kind, subject, url, at, status, outcome, forged, faults, copies } = callback
  const { words, route } = app
  const c = words.callbacks
  const isSent = state === 'sent'
  return h(
    'li',
    {},
    h(
      'a',
      {
        class: 'row',
        href: routeTo('callbacks', id, null, route.query),
        'data-key': id,
        'aria-current': id === route.id ? 'true' : false,
      },
      h(
        'time',
        { class: 'cell-time', datetime: at, 'data-due': isSent ? false : at },
        isSent ? preciseTime(new Date(at), app.language) : dueText(at, app),
      ),
      h('span', { class: 'cell-kind' }, c.kinds[kind] ?? kind),
      h(
        'span',
        { class: 'cell-what' },
        h('span', { class: 'cell-outcome mono' }, subject),
        h('span', { class: 'cell-path' }, outcome ? `${outcome} · ${url}` : url),
      ),
      h(
        'span',
        { class: 'cell-tags' },
        forged && tag(words.traffic.forged, 'bad'),
        faults.length > 0 && tag(words.traffic.struck, 'warn'),
        copies > 1 && tag(`× ${copies}`, 'warn'),
      ),
      h(
        'span',
        { class: 'cell-status' },
        isSent
          ? tag(status ?? '—', status !== null && status < 300 ? 'good' : 'bad')
          : tag(c.tags[state], 'plain'),
      ),
    ),
  )
}

function callbackParts(callback, app) {
  const { words, language } = app
  const c = words.callbacks
  const {
    id,
    state,
    kind,
    subject,
    url,
    at,
    status,
    outcome,
    forged,
    faults,
    copies,
    concurrency,
    body,
  } = callback
  const isSent = state === 'sent'
  const time = `${dayAndTime(new Date(at), language)} (${preciseTime(new Date(at), language)})`
  return [
    h(
      'div',
      { class: 'detail-head' },
      h('h2', {}, c.kinds[kind] ?? kind),
      forged && tag(words.traffic.forged, 'bad'),
      isSent
        ? tag(status ?? words.traffic.noStatus, status !== null && status < 300 ? 'good' : 'bad')
        : tag(c.tags[state]),
    ),
    callbackActions({ id, isSent }, app),
    factList([
      [isSent ? c.sentAt : c.dueAt, time],
      [c.to, h('span', { class: 'mono' }, url)],
      [
        c.about,
        h(
          'a',
          { class: 'text-link mono', href: routeTo('traffic', null, null, { search: subject }) },
          subject,
        ),
      ],
      ...(outcome ? [[words.traffic.outcome, outcome]] : []),
      ...(copies > 1 ? [[c.copies, c.copiesOf(copies, concurrency)]] : []),
      ...(faults.length > 0 ? [[words.traffic.faults, faults.join(', ')]] : []),
    ]),
    jsonBlock(body, words, { label: c.body, key: 'callback-body' }),
  ]
}

function dueText(at, { time, words, language }) {
  const seconds = secondsUntil(at, time.now())
  return seconds > countedSecondsMax
    ? dayAndTime(new Date(at), language)
    : words.callbacks.due(seconds)
}
