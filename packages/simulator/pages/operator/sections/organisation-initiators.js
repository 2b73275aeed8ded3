/** @module The API operators of an organisation: their passwords, roles and locks. */
import { h, replaceChildren, whenChanged } from '../../shared/dom.js'
import { dayAndTime } from '../../shared/format.js'
import { put } from '../../shared/http.js'
import { button, tag } from '../parts.js'

const tones = { active: 'good', locked: 'bad', pending: 'warn' }

/** @param {import('../main.js').App} app @param {string} shortcode */
export function createInitiators(app, shortcode) {
  const { words } = app
  const o = words.organisations
  const list = h('ul', { class: 'initiators' })
  const set = (name, change) =>
    put(`organisations/${shortcode}/initiators/${encodeURIComponent(name)}`, change)
  const render = whenChanged(({ initiators }) =>
    replaceChildren(list, ...initiators.map((one) => initiatorItem(one, app, set))),
  )
  return {
    element: h(
      'div',
      { class: 'section' },
      h('p', { class: 'muted' }, o.initiatorsText),
      list,
      h(
        'div',
        { class: 'button-row' },
        button(o.addInitiator, () => askInitiator(app, null, set), { key: 'add', kind: 'button' }),
      ),
    ),
    load: async ({ initiators }) => render({ initiators }),
  }
}

function initiatorItem(initiator, app, set) {
  const { words, language } = app
  const o = words.organisations
  const { name, password, state, wrongTries, roles, passwordSetAt } = initiator
  const names = Object.keys(o.roleNames)
  const toggle = state === 'locked' ? 'active' : 'locked'
  return h(
    'li',
    { class: 'card' },
    h(
      'div',
      { class: 'detail-head' },
      h('h2', { class: 'mono' }, name),
      wrongTries > 0 && tag(o.wrongTries(wrongTries), 'warn'),
      tag(o.initiatorStates[state], tones[state]),
    ),
    h(
      'p',
      { class: 'muted' },
      h('span', { class: 'mono' }, password || '—'),
      passwordSetAt ? ` · ${dayAndTime(new Date(passwordSetAt), language)}` : null,
    ),
    h(
      'ul',
      { class: 'tags', 'aria-label': o.roles },
      ...(roles.length === names.length
        ? [o.allRoles]
        : roles.map((role) => o.roleNames[role] ?? role)
      ).map((text) => h('li', {}, tag(text))),
    ),
    h(
      'div',
      { class: 'button-row' },
      button(
        state === 'locked' ? o.unlock : o.lock,
        () => app.perform(() => set(name, { state: toggle }), words.saved),
        { key: `lock-${name}` },
      ),
      button(o.setPassword, () => askInitiator(app, initiator, set), { key: `change-${name}` }),
    ),
  )
}

function askInitiator(app, initiator, set) {
  const { words } = app
  const o = words.organisations
  const isNew = initiator === null
  app.ask(
    {
      title: isNew ? o.addInitiator : initiator.name,
      fields: [
        ...(isNew ? [{ name: 'name', label: o.initiatorName, required: true }] : []),
        {
          name: 'password',
          label: o.initiatorPassword,
          required: isNew,
          hint: isNew ? undefined : o.keepPassword,
        },
        {
          name: 'roles',
          label: o.roles,
          type: 'checks',
          options: o.roleNames,
          value: initiator?.roles ?? Object.keys(o.roleNames),
        },
      ],
      submit: words.save,
      run: ({ name = initiator?.name, password, roles }) =>
        set(name, { roles, ...(password ? { password } : {}) }),
    },
    words.saved,
  )
}
