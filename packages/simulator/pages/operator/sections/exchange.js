/** @module One request or callback in full: headers, bodies, timing, and why it was refused. */
import { h } from '../../shared/dom.js'
import { dayAndTime, preciseTime } from '../../shared/format.js'
import { jsonBlock } from '../json-block.js'
import { factList, tag } from '../parts.js'
import { routeTo } from '../route.js'
import { callbackActions } from './callback-actions.js'

/** @param {string} kind @param {import('../main.js').Words} words */
export function kindWord(kind, words) {
  return words.traffic.kinds[kind] ?? kind
}

/** An SMS has no status; anything else without one got no answer. */
export function isRefused({ kind, status }) {
  return status === null ? kind !== 'sms' : status >= 300
}

/** @param {any} exchange @param {import('../main.js').App} app */
export function exchangeParts(exchange, app) {
  const { words } = app
  const { kind, method, path, status, why, request, answer, forged } = exchange
  const t = words.traffic
  return [
    h(
      'div',
      { class: 'detail-head' },
      h('h2', {}, kindWord(kind, words)),
      tag(status ?? t.noStatus, isRefused(exchange) ? 'bad' : 'good'),
      forged && tag(t.forged, 'bad'),
    ),
    h('p', { class: 'detail-path' }, h('strong', {}, method), ' ', path),
    why && h('p', { class: 'why' }, h('strong', {}, t.why), ' ', why),
    factList(factsOf(exchange, app)),
    kind === 'callback' && callbackActions({ id: `sent-${exchange.id}`, isSent: true }, app),
    h('h3', {}, kind === 'callback' ? t.sent : t.request),
    headersBlock(request?.headers, words, 'request'),
    jsonBlock(request?.body ?? exchange.body, words, { label: t.requestBody, key: 'request-body' }),
    h('h3', {}, t.answer),
    answer ? headersBlock(answer.headers, words, 'answer') : null,
    answer
      ? jsonBlock(answer.body, words, { label: t.answerBody, key: 'answer-body' })
      : h('p', { class: 'muted' }, kind === 'sms' ? t.smsHasNone : t.noAnswer),
  ].filter(Boolean)
}

function factsOf({ time, durationMs, outcome, subjects = [], faults = [] }, { words, language }) {
  const t = words.traffic
  const at = new Date(time)
  return [
    [t.when, `${dayAndTime(at, language)} (${preciseTime(at, language)})`],
    [t.duration, words.ms(durationMs)],
    [t.outcome, outcome],
    ...(faults.length > 0 ? [[t.faults, faults.join(', ')]] : []),
    ...(subjects.length > 0 ? [[t.subjects, subjectLinks(subjects, words)]] : []),
  ]
}

/** Each finds everything else that names it. */
function subjectLinks(subjects, words) {
  return h(
    'ul',
    { class: 'subjects', 'aria-label': words.traffic.subjects },
    ...subjects.map((subject) =>
      h(
        'li',
        {},
        h(
          'a',
          { class: 'mono', href: routeTo('traffic', null, null, { search: subject }) },
          subject,
        ),
      ),
    ),
  )
}

function headersBlock(headers, words, key) {
  const entries = Object.entries(headers ?? {})
  if (entries.length === 0) return null
  return h(
    'details',
    { class: 'headers' },
    h('summary', { 'data-key': `headers-${key}` }, words.traffic.headers(entries.length)),
    h(
      'dl',
      {},
      ...entries.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
    ),
  )
}
