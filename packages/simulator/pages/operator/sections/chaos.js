/** @module Chaos: a named profile or probabilities of one's own, drawn from a seed. */
import { field, h, replaceChildren, whenChanged } from '../../shared/dom.js'
import { get, put } from '../../shared/http.js'
import { button, card, tag } from '../parts.js'

const ownProfile = 'own'
const calmProfile = 'calm'

/** @param {import('../main.js').App} app */
export function createChaos(app) {
  const { words } = app
  const c = words.trouble
  const body = h('div', { class: 'chaos' })
  let profiles = null
  const render = whenChanged(({ settings }) => {
    replaceChildren(body, ...chaosForm(app, settings, profiles))
  })
  return {
    element: card(c.chaos, h('p', { class: 'muted' }, c.chaosText), body),
    async load() {
      profiles ??= await get('chaos/profiles')
      render({ settings: await get('chaos') })
    },
  }
}

function chaosForm(app, settings, profiles) {
  const { words } = app
  const c = words.trouble
  const inputs = createInputs(app, settings, profiles)
  const { select, seed, sentence, probabilities } = inputs
  const apply = () => app.perform(() => put('chaos', chosen(inputs, c)), c.applied)
  const stop = () => app.perform(() => put('chaos', { profile: calmProfile }), c.stopped)
  const isOn = Object.keys(settings.probabilities).length > 0
  return [
    h('p', {}, tag(isOn ? c.chaosOn : c.chaosOff, isOn ? 'warn' : 'plain')),
    h('div', { class: 'pair' }, field(c.profile, select), field(c.seed, seed)),
    sentence,
    h('details', {}, h('summary', {}, c.probabilities), field(c.probabilities, probabilities)),
    h(
      'div',
      { class: 'button-row' },
      button(c.apply, apply, { key: 'apply', kind: 'button' }),
      isOn && button(c.stop, stop, { key: 'stop', kind: 'quiet' }),
    ),
  ].filter(Boolean)
}

function createInputs({ words, language }, settings, profiles) {
  const c = words.trouble
  const sentence = h('p', { class: 'hint' })
  const seed = h('input', {
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    value: settings.seed ?? '',
    placeholder: c.seedHint,
    'data-key': 'seed',
  })
  const probabilities = h('textarea', { rows: 9, spellcheck: 'false', 'data-key': 'probabilities' })
  const select = h(
    'select',
    { 'data-key': 'profile' },
    ...profiles.map(({ name }) => h('option', { value: name }, c.profiles[name] ?? name)),
    h('option', { value: ownProfile }, c.profileOwn),
  )
  const show = (name) => {
    const profile = profiles.find((one) => one.name === name)
    sentence.textContent = profile?.sentence[language] ?? c.probabilitiesHint
    probabilities.readOnly = profile !== undefined
    if (profile) probabilities.value = pretty(profile.probabilities)
  }
  select.value = settings.profile ?? ownProfile
  probabilities.value = pretty(settings.probabilities)
  select.addEventListener('change', () => show(select.value))
  show(select.value)
  return { select, seed, sentence, probabilities }
}

/** @throws Error when the probabilities are no JSON object */
function chosen({ select, seed, probabilities }, c) {
  const seeded = seed.value.trim() === '' ? {} : { seed: seed.value.trim() }
  return select.value === ownProfile
    ? { probabilities: parseObject(probabilities.value, c.notJson), ...seeded }
    : { profile: select.value, ...seeded }
}

function pretty(probabilities) {
  return JSON.stringify(probabilities, null, 2)
}

/** @throws Error which says that it is no JSON object */
function parseObject(text, sentence) {
  try {
    const parsed = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
  } catch {
    // Said below.
  }
  throw new Error(sentence)
}
