/** @module How the M-PESA menu looks: a list, a question, a PIN, a result. */
import { h } from '../shared/dom.js'
import { money, phoneNumber } from '../shared/format.js'
import { icon } from '../shared/icons.js'
import { fieldOf, flows, menus } from './menu-flows.js'
import { createPinPad } from './pin-pad.js'

const pinDigits = 4

export function createMenuElement() {
  return h('div', { class: 'menu', role: 'group' })
}

/** A menu of menus and actions. */
export function menuView(menu, words, { choose, back }) {
  const label = (entry) =>
    entry.startsWith('>') ? words.menus[entry.slice(1)] : words.actions[entry]
  return [
    head(words.menus[menu], words, menu === 'main' ? null : back),
    choices(
      menus[menu].map((entry) => ({ key: entry, label: label(entry), act: () => choose(entry) })),
    ),
  ]
}

export function languageView(current, words, { choose, back }) {
  const entries = Object.entries(words.languages).map(([key, label]) => ({
    key,
    label,
    isCurrent: key === current,
    act: () => choose(key),
  }))
  return [head(words.menus.language, words, back), choices(entries)]
}

/** One field. */
export function stepView({ place, step, words }, { back, next }) {
  const input = h('input', {
    class: 'menu-input',
    type: 'text',
    id: 'menu-input',
    autocomplete: 'off',
    spellcheck: 'false',
    'data-first': true,
    'data-key': step,
    'aria-describedby': 'menu-problem',
    'aria-invalid': place.problem ? 'true' : false,
    value: place.values[step] ?? '',
    ...fieldOf(step),
  })
  const onsubmit = (event) => {
    event.preventDefault()
    next(input.value)
  }
  return [
    head(words.actions[place.action], words, back),
    h(
      'form',
      { class: 'menu-step', onsubmit },
      h('label', { for: 'menu-input' }, words.steps[step]),
      input,
      problemLine(place),
      h('button', { type: 'submit', class: 'menu-go' }, words.next),
    ),
  ]
}

/** Who gets how much, before anything is signed with the PIN. */
export function confirmView({ place, words }, { back, next }) {
  const { action, values, receiver } = place
  const number = values[flows[action].receiver]
  const isLooking = receiver === undefined
  const name = receiver?.name ?? words.unknownReceiver
  const shownNumber = action === 'send-money' ? phoneNumber(number) : number
  const question = words.confirm[action](money(values.amount), name, shownNumber, values.account)
  const owner = receiver?.accountName
  return [
    head(words.actions[action], words, back),
    h(
      'div',
      { class: 'menu-step' },
      h('p', { class: 'menu-ask' }, words.confirmTitle),
      h(
        'p',
        { class: 'menu-question', id: 'menu-question' },
        ...(isLooking ? [words.lookingUp] : withName(question, name)),
        owner && h('span', { class: 'menu-owner' }, words.accountOf(owner)),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'menu-go',
          'data-first': true,
          'data-key': 'confirm',
          'aria-describedby': 'menu-question',
          onclick: () => next(),
        },
        words.next,
      ),
    ),
  ]
}

/** The sentence with the receiver's name standing out. */
function withName(sentence, name) {
  const at = sentence.indexOf(name)
  return [sentence.slice(0, at), h('strong', {}, name), sentence.slice(at + name.length)]
}

/** The PIN of an action, or a new one. */
export function pinView({ place, step, pin, words }, { back, next }) {
  const send = () => {
    if (pad.isComplete()) next(pad.input.value)
  }
  const isOwnPin = step === 'pin' || step === 'oldPin'
  const length = isOwnPin ? Math.max(pinDigits, pin.length) : pinDigits
  const label = words.steps[step]
  const pad = createPinPad(words, { label, length, problemId: 'menu-problem', send })
  pad.input.setAttribute('data-first', '')
  pad.input.setAttribute('data-key', step)
  return [
    head(words.actions[place.action], words, back),
    h(
      'div',
      { class: 'menu-step menu-pin' },
      h('p', { class: 'menu-ask' }, label),
      pad.entry,
      isOwnPin && h('p', { class: 'prompt-hint' }, words.pinIs(pin)),
      problemLine(place),
      pad.keys,
      h('button', { type: 'button', class: 'menu-go', onclick: send }, words.send),
    ),
  ]
}

export function waitingView(sentence, place, words) {
  return [
    head(words.menus[place.menu], words, null),
    h('p', { class: 'menu-waiting', role: 'status' }, sentence),
  ]
}

export function resultView({ accepted, text, isOpen, isWrongPin }, triesLeft, words, close) {
  const title = isOpen ? words.waits : accepted ? words.sent : words.refused
  return [
    h(
      'div',
      { class: `menu-result ${accepted ? 'is-paid' : 'is-unpaid'}` },
      h('span', { class: 'result-mark' }, icon(accepted ? 'check' : 'cross')),
      h('h2', {}, title),
      h('p', { class: 'menu-text' }, text),
      isWrongPin &&
        triesLeft !== null &&
        h('p', { class: 'menu-tries' }, words.triesLeft(triesLeft)),
      h(
        'button',
        { type: 'button', class: 'menu-go', 'data-first': true, 'data-key': 'ok', onclick: close },
        words.ok,
      ),
    ),
  ]
}

/** The title of a menu, with the way back. */
export function head(title, words, back) {
  return h(
    'div',
    { class: 'menu-head' },
    back
      ? h(
          'button',
          {
            type: 'button',
            class: 'icon-button',
            'data-key': 'back',
            'aria-label': words.back,
            onclick: back,
          },
          icon('back'),
        )
      : h('span', { class: 'menu-sim', 'aria-hidden': 'true' }, icon('sim')),
    h('h2', {}, title),
  )
}

/** Numbered, as on a SIM card. */
export function choices(entries) {
  return h(
    'ol',
    { class: 'menu-list' },
    ...entries.map(({ key, label, act, isCurrent }, place) =>
      h(
        'li',
        {},
        h(
          'button',
          {
            type: 'button',
            class: 'menu-item',
            'data-key': key,
            'data-first': place === 0,
            'aria-pressed': isCurrent === undefined ? false : String(isCurrent),
            onclick: act,
          },
          h('span', { class: 'menu-number', 'aria-hidden': 'true' }, place + 1),
          h('span', { class: 'menu-label' }, label),
          isCurrent && icon('check'),
        ),
      ),
    ),
  )
}

function problemLine({ problem }) {
  return h('p', { class: 'menu-problem', id: 'menu-problem', role: 'alert' }, problem)
}
