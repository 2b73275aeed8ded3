/** @module The switches of behaviour: where sources and eras differ, with what each may be. */
import { h, replaceChildren, whenChanged } from '../../shared/dom.js'
import { get, put } from '../../shared/http.js'
import { icon } from '../../shared/icons.js'
import { card } from '../parts.js'

/** @param {import('../main.js').App} app */
export function createBehaviour(app) {
  const { words } = app
  const c = words.trouble
  const list = h('ul', { class: 'behaviour' })
  let schema = null
  let values = {}
  const search = h('input', {
    type: 'search',
    class: 'search-field',
    placeholder: c.behaviourSearch,
    'aria-label': c.behaviourSearch,
    oninput: () => draw({ values, query: search.value.trim().toLowerCase() }),
  })
  const draw = whenChanged((shown) => {
    const rows = Object.entries(schema.properties)
      .map(([name, rule]) => ({ name, rule, text: c.switches[name] ?? name }))
      .filter(({ name, text }) => `${name} ${text}`.toLowerCase().includes(shown.query))
      .map((one) => switchRow(one, shown.values[one.name], app))
    replaceChildren(list, ...(rows.length > 0 ? rows : [h('li', { class: 'muted' }, c.noSwitch)]))
  })
  return {
    element: card(
      c.behaviour,
      h('p', { class: 'muted' }, c.behaviourText),
      h('div', { class: 'search-box' }, icon('search'), search),
      list,
    ),
    async load() {
      schema ??= await get('behaviour/schema')
      values = await get('behaviour')
      draw({ values, query: search.value.trim().toLowerCase() })
    },
  }
}

function switchRow({ name, rule, text }, value, app) {
  const set = (changed) => app.perform(() => put('behaviour', { [name]: changed }), app.words.saved)
  const id = `behaviour-${name}`
  return h(
    'li',
    {},
    h('label', { for: id }, text, h('small', {}, name)),
    control({ id, rule, value, set }),
  )
}

function control({ id, rule, value, set }) {
  if (rule.type === 'boolean') {
    return h('input', {
      type: 'checkbox',
      role: 'switch',
      class: 'switch',
      id,
      'data-key': id,
      checked: value,
      onchange: ({ target }) => set(target.checked),
    })
  }
  if (rule.enum) {
    const select = h(
      'select',
      { id, 'data-key': id, onchange: ({ target }) => set(target.value) },
      ...rule.enum.map((one) => h('option', { value: one }, one)),
    )
    select.value = value
    return select
  }
  const isList = rule.type === 'array'
  return h('input', {
    id,
    'data-key': id,
    type: isList ? 'text' : 'number',
    step: 'any',
    min: isList ? false : rule.minimum,
    max: isList ? false : rule.maximum,
    autocomplete: 'off',
    spellcheck: 'false',
    value: isList ? value.join(', ') : value,
    onchange: ({ target }) => set(isList ? listOf(target.value) : Number(target.value)),
  })
}

function listOf(text) {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
}
