/** @module Building and replacing elements. Text always enters as text nodes, never as markup. */

const svgNamespace = 'http://www.w3.org/2000/svg'
let fieldCount = 0

/**
 * Creates an element. `on…` properties are listeners, `false`/`null`/`undefined` leave an attribute
 * out, `value` and `checked` are set as properties.
 * @param {string} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {any}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  applyProperties(element, properties)
  element.append(...present(children))
  return element
}

/** The same for SVG. @param {string} tag @param {Record<string, unknown>} properties */
export function s(tag, properties = {}, ...children) {
  const element = document.createElementNS(svgNamespace, tag)
  applyProperties(element, properties)
  element.append(...present(children))
  return element
}

/**
 * Replaces the children of `container`; the focus returns to the element with the same `data-key`,
 * so a refresh never throws a keyboard user back to the top of the page.
 * @param {Element} container
 * @param {...(Node | string | null | undefined | false)} children
 */
export function replaceChildren(container, ...children) {
  const active = document.activeElement
  const key = active && container.contains(active) ? active.getAttribute('data-key') : null
  container.replaceChildren(...present(children))
  if (key) container.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus()
}

/**
 * Wraps a renderer so that it runs only when what it shows has changed.
 * @template T
 * @param {(shown: T) => void} render
 * @returns {(shown: T) => void}
 */
export function whenChanged(render) {
  let last
  return (shown) => {
    const signature = JSON.stringify(shown)
    if (signature === last) return
    last = signature
    render(shown)
  }
}

/**
 * How many messages are new.
 * @param {number} count @param {{ unread: (count: number) => string }} words
 */
export function countBadge(count, words) {
  return h(
    'span',
    { class: 'badge' },
    h('span', { 'aria-hidden': 'true' }, count),
    h('span', { class: 'visually-hidden' }, words.unread(count)),
  )
}

/** A labelled field. @param {string} label @param {HTMLElement} input */
export function field(label, input) {
  fieldCount += 1
  input.id = `field-${fieldCount}`
  return h('div', { class: 'field' }, h('label', { for: input.id }, label), input)
}

/** Writes only what differs, so that a tick costs nothing. @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text
}

/** Says a sentence to screen readers. @param {string} sentence */
export function announce(sentence, urgent = false) {
  const region = document.getElementById(urgent ? 'assertive' : 'polite')
  if (region) region.textContent = sentence
}

function applyProperties(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (name === 'value' || name === 'checked') element[name] = value
    else element.setAttribute(name, value === true ? '' : String(value))
  }
}

function present(children) {
  return children
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (typeof child === 'number' ? String(child) : child))
}
