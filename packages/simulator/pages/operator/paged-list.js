/** @module A long list by pages of a cursor: the newest page follows what happens, older ones stand still. */
import { h, replaceChildren, setText } from '../shared/dom.js'
import { icon } from '../shared/icons.js'
import { syncRows } from '../shared/rows.js'

const pageRows = 50

/**
 * @template T
 * @param {{
 *   words: any,
 *   label: string,
 *   class: string,
 *   empty: string | (() => string),
 *   order?: () => string,
 *   isSteady?: boolean,
 *   fetchPage: (at: { cursor: string | null, limit: number }) => Promise<{ items: T[], nextCursor?: string | null }>,
 *   keyOf: (item: T) => string,
 *   row: (item: T) => HTMLElement,
 *   extra?: (item: T) => unknown
 * }} options `row` makes an `li`; a steady list changes too seldom to be paused
 */
export function createPagedList(options) {
  const list = createState(options)
  followHands(list)
  showHold(list)
  return {
    element: h(
      'div',
      { class: `list ${options.class}` },
      h('div', { class: 'list-bar' }, list.note, list.pause),
      list.rows,
      list.pager,
    ),
    /** Fetches the newest page again; an older page stays as it is unless it is asked for. */
    load: async ({ anew = false } = {}) => {
      if (anew) list.trail = [null]
      else if (list.trail.length > 1 && list.isShown) return
      await fetchShown(list, { isForced: anew })
    },
    /** What is shown. */
    items: () => list.items,
    /** Draws the rows again, for what they show beside their items. */
    redraw: () => draw(list),
  }
}

function createState(options) {
  return {
    options,
    rows: h('ul', { class: 'rows', 'aria-label': options.label }),
    note: h('p', { class: 'list-note' }, options.words.loading),
    pause: h('button', { type: 'button', class: 'quiet small', 'data-key': 'pause' }),
    pager: h('div', { class: 'pager' }),
    /** The cursors of the pages up to the one that is shown; null is the newest. @type {(string | null)[]} */
    trail: [null],
    items: [],
    nextCursor: null,
    /** A newer page that came while somebody was at the list. */
    pending: null,
    isShown: false,
    isPaused: false,
    isPointedAt: false,
  }
}

/** Notices who is at the list, and goes on when they have left. */
function followHands(list) {
  const { rows, pause } = list
  pause.addEventListener('click', () => {
    list.isPaused = !list.isPaused
    showHold(list)
    release(list)
  })
  rows.addEventListener('pointerenter', ({ pointerType }) => {
    list.isPointedAt = pointerType === 'mouse'
  })
  rows.addEventListener('pointerleave', () => {
    list.isPointedAt = false
    release(list)
  })
  rows.addEventListener('focusout', () => queueMicrotask(() => release(list)))
}

async function fetchShown(list, { isForced }) {
  const { options, trail } = list
  const page = await options.fetchPage({ cursor: trail.at(-1) ?? null, limit: pageRows })
  if (list.trail !== trail) return
  if (!isForced && isHeld(list)) {
    list.pending = page
    showHold(list)
  } else show(list, page)
}

/** Rows must not run away from under a pointer, a finger or the keyboard. */
function isHeld({ rows, isPaused, isPointedAt, isShown }) {
  const isFocused = rows.querySelector(':focus-visible') !== null
  return isShown && (isPaused || isPointedAt || isFocused)
}

function release(list) {
  if (list.pending && !isHeld(list)) show(list, list.pending)
}

function show(list, { items, nextCursor = null }) {
  Object.assign(list, { items, nextCursor, pending: null, isShown: true })
  draw(list)
  showHold(list)
  showPager(list)
}

function draw({ rows, items, options }) {
  const { keyOf, row, extra } = options
  syncRows(rows, items, { keyOf, render: row, extra })
}

function showHold({ note, pause, trail, pending, isPaused, isShown, items, options }) {
  const { words, keyOf } = options
  const isLive = trail.length === 1
  pause.hidden = !isLive || options.isSteady === true
  pause.setAttribute('aria-pressed', String(isPaused))
  replaceChildren(pause, icon(isPaused ? 'play' : 'pause'), isPaused ? words.goOn : words.pause)
  if (!isShown) return
  const newest = pending?.items[0]
  const hasNews = newest !== undefined && (!items[0] || keyOf(newest) !== keyOf(items[0]))
  const { empty, order } = options
  if (items.length === 0 && !hasNews) setText(note, typeof empty === 'string' ? empty : empty())
  else if (!isLive) setText(note, words.olderPage)
  else if (hasNews) setText(note, words.newsHeld)
  else setText(note, isPaused ? words.paused : (order?.() ?? words.newestFirst))
}

function showPager(list) {
  const { pager, trail, nextCursor, options } = list
  const { words } = options
  const turn = (to) => {
    list.trail = to
    list.pending = null
    list.rows.closest('.content')?.scrollTo({ top: 0 })
    void fetchShown(list, { isForced: true })
  }
  const button = (key, label, onclick) =>
    h('button', { type: 'button', class: 'quiet small', 'data-key': key, onclick }, label)
  replaceChildren(
    pager,
    trail.length > 1 && button('newest', words.newest, () => turn([null])),
    trail.length > 2 && button('newer', words.newer, () => turn(trail.slice(0, -1))),
    nextCursor && button('older', words.older, () => turn([...trail, nextCursor])),
  )
}
