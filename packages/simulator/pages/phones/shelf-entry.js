/** @module One phone on the shelf. */
import { countBadge, h } from '../shared/dom.js'
import { balance, phoneNumber, wallpaperOf } from '../shared/format.js'
import { routeTo, unreadOf } from './state.js'

/**
 * What is shown of a phone.
 * @param {import('./api.js').Entry} phone @param {import('./state.js').Model} model
 * @param {string | null | undefined} selected
 */
export function entryOf(phone, model, selected) {
  const { msisdn, name, state, registered, prompt, newest } = phone
  const unread = unreadOf(phone, model)
  return {
    msisdn,
    name,
    state: state === 'active' && !registered ? 'unregistered' : state,
    balanceKes: phone.balance,
    expiresAt: prompt?.expiresAt ?? null,
    unread,
    snippet: unread > 0 && newest ? `${newest.from}: ${newest.text}` : null,
    isSelected: msisdn === selected,
  }
}

/** @param {ReturnType<typeof entryOf>} entry @param {import('./words.js').Words} words */
export function shelfEntry(entry, words) {
  const { msisdn, name, state, expiresAt, isSelected } = entry
  const link = h(
    'a',
    {
      class: `entry${expiresAt ? ' has-prompt' : ''}`,
      href: routeTo(msisdn),
      'data-key': msisdn,
      'aria-current': isSelected ? 'true' : false,
    },
    h(
      'span',
      { class: `mini ${wallpaperOf(msisdn)} is-${state}`, 'aria-hidden': 'true' },
      h('span', {}, initials(name)),
    ),
    entryText(entry, words),
  )
  return h('li', {}, link)
}

function entryText({ msisdn, name, state, balanceKes, expiresAt, unread, snippet }, words) {
  const number = phoneNumber(msisdn)
  return h(
    'span',
    { class: 'entry-text' },
    h(
      'span',
      { class: 'entry-line' },
      h('span', { class: 'entry-name' }, name || number),
      state !== 'active' && h('span', { class: 'entry-state' }, words.states[state]),
      unread > 0 && countBadge(unread, words),
    ),
    h(
      'span',
      { class: 'entry-line entry-quiet' },
      h('span', {}, name ? number : ''),
      h('span', {}, balance(balanceKes)),
    ),
    expiresAt
      ? h('span', { class: 'entry-prompt', 'data-expires': expiresAt }, words.promptWaitingShort)
      : snippet && h('span', { class: 'entry-snippet' }, snippet),
  )
}

function initials(name) {
  const letters = name
    .split(/\s+/)
    .map((word) => [...word][0])
    .filter(Boolean)
  return letters.slice(0, 2).join('').toUpperCase() || '#'
}
