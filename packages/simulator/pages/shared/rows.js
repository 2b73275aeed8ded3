/** @module Keeping a list on the page in line with what it shows, touching only the rows that changed. */

/**
 * Rows whose item is as it was stay the same elements, so that the focus, a selection of text and the pointer's place
 * survive however often the list is fetched.
 * @template T
 * @param {Element} container
 * @param {readonly T[]} items
 * @param {{ keyOf: (item: T) => string, render: (item: T) => HTMLElement, extra?: (item: T) => unknown }} how
 *   `extra` is what else the row shows
 */
export function syncRows(container, items, { keyOf, render, extra }) {
  const known = new Map([...container.children].map((row) => [row.getAttribute('data-row'), row]))
  let place = container.firstElementChild
  for (const item of items) {
    const key = keyOf(item)
    const signature = JSON.stringify([item, extra?.(item)])
    const before = known.get(key)
    known.delete(key)
    const row = before?.shown === signature ? before : freshRow(render(item), key, signature)
    if (before && before !== row) {
      keepFocus(before, row)
      if (place === before) place = row
    } else if (place === row) {
      place = row.nextElementSibling
      continue
    }
    if (place === row) place = row.nextElementSibling
    else container.insertBefore(row, place)
  }
  for (const row of known.values()) row.remove()
}

function freshRow(row, key, signature) {
  row.setAttribute('data-row', key)
  row.shown = signature
  return row
}

/** Puts a row in the place of its earlier self, with the focus where it was. */
function keepFocus(before, row) {
  const active = document.activeElement
  const key = active && before.contains(active) ? active.getAttribute('data-key') : null
  before.replaceWith(row)
  if (key) row.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus()
}
