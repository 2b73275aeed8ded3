/** @module The pieces that sections are made of. */
import { h } from '../shared/dom.js'
import { balance } from '../shared/format.js'

/** The heading of a section. @param {string} title @param {string} intro @param {...(Node | null | false)} actions */
export function sectionHeading(title, intro, ...actions) {
  return h(
    'div',
    { class: 'heading' },
    h(
      'div',
      { class: 'heading-text' },
      h('h1', {}, title),
      intro && h('p', { class: 'muted' }, intro),
    ),
    actions.some(Boolean) && h('div', { class: 'heading-actions' }, ...actions),
  )
}

/** @param {string} title @param {...(Node | string | null | false)} children */
export function card(title, ...children) {
  return h('section', { class: 'card' }, h('h2', {}, title), ...children)
}

/**
 * Names and values. A value that is empty shows as a dash.
 * @param {readonly (readonly [name: string, value: Node | string | number | null | undefined])[]} facts
 */
export function factList(facts) {
  return h(
    'dl',
    { class: 'facts' },
    ...facts.map(([name, value]) =>
      h(
        'div',
        {},
        h('dt', {}, name),
        h('dd', {}, value === null || value === undefined || value === '' ? '—' : value),
      ),
    ),
  )
}

/** @param {string} label @param {() => void} onclick @param {{ key: string, kind?: string, disabled?: boolean }} look */
export function button(label, onclick, { key, kind = 'quiet small', disabled = false }) {
  return h('button', { type: 'button', class: kind, 'data-key': key, disabled, onclick }, label)
}

/** A word in a coloured field. @param {string} text @param {'good' | 'bad' | 'warn' | 'plain'} tone */
export function tag(text, tone = 'plain') {
  return h('span', { class: `tag tag-${tone}` }, text)
}

/** Money in shillings, with figures of one width. @param {number} kes */
export function amount(kes) {
  return h('span', { class: kes < 0 ? 'amount is-negative' : 'amount' }, balance(kes))
}
