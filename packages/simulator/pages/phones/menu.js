/** @module The M-PESA menu of the SIM card: menus, the steps of an action, its PIN, and what came of it. */
import { announce, replaceChildren, whenChanged } from '../shared/dom.js'
import { flows, isPinStep, parentOf, readStep } from './menu-flows.js'
import { ordersView } from './menu-orders.js'
import {
  confirmView,
  createMenuElement,
  languageView,
  menuView,
  pinView,
  resultView,
  stepView,
  waitingView,
} from './menu-view.js'
import { pinTriesLeft } from './state.js'

/**
 * Where somebody is: in a menu, in a step of an action, waiting, or reading the result.
 * @typedef {{
 *   menu: string, action: string | null, step: number, values: Record<string, any>,
 *   receiver: { name: string, accountName?: string } | null | undefined, problem: string,
 *   result: { accepted: boolean, text: string, isOpen?: boolean, isWrongPin?: boolean } | null,
 *   isSending: boolean, orders: import('./api.js').StandingOrder[] | null,
 *   order: import('./api.js').StandingOrder | null
 * }} Place
 */

/** @returns {Place} */
function atMenu(menu = 'main') {
  return {
    menu,
    action: null,
    step: 0,
    values: {},
    receiver: undefined,
    problem: '',
    result: null,
    isSending: false,
    orders: null,
    order: null,
  }
}

export function createMenu(app) {
  const screen = {
    app,
    element: createMenuElement(),
    place: atMenu(),
    /** @type {import('./api.js').Subscriber | null} */
    subscriber: null,
    words: null,
    render: () => undefined,
  }
  const draw = whenChanged(({ owner, place, words }) => {
    screen.element.setAttribute('aria-label', words.menuTitle)
    replaceChildren(screen.element, ...viewOf(screen, place, owner, words))
  })
  screen.render = () => {
    const { place, words } = screen
    const { pin, language } = screen.subscriber
    const triesLeft = pinTriesLeft(screen.subscriber)
    // The name that arrives while the next step is being typed must not draw that step anew.
    const receiver = stepOf(place) === 'confirm' ? place.receiver : undefined
    draw({ owner: { pin, language, triesLeft }, place: { ...place, receiver }, words })
  }
  screen.element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) goBack(screen)
  })
  return {
    element: screen.element,
    update(subscriber, _model, words) {
      if (screen.subscriber?.msisdn !== subscriber.msisdn) screen.place = atMenu()
      screen.subscriber = subscriber
      screen.words = words
      screen.render()
    },
  }
}

function viewOf(screen, place, owner, words) {
  const back = () => goBack(screen)
  const home = () => go(screen, atMenu())
  if (place.result) return resultView(place.result, owner.triesLeft, words, home)
  if (place.isSending) return waitingView(words.sending, place, words)
  if (place.action === null) {
    const choose = (entry) =>
      entry.startsWith('>') ? enter(screen, entry.slice(1)) : start(screen, entry)
    switch (place.menu) {
      case 'language':
        return languageView(owner.language, words, {
          back,
          choose: (to) => setLanguage(screen, to),
        })
      case 'orders':
        return ordersView(place, words, {
          back,
          choose: (order) => go(screen, { ...place, order }),
          cancel: () => cancelOrder(screen),
        })
      default:
        return menuView(place.menu, words, { choose, back })
    }
  }
  const step = stepOf(place)
  const shown = { place, step, pin: owner.pin, words }
  const answers = { back, next: (typed) => take(screen, typed) }
  if (step === 'confirm') return confirmView(shown, answers)
  return isPinStep(step) ? pinView(shown, answers) : stepView(shown, answers)
}

function stepOf({ action, step }) {
  return action === null ? null : flows[action].steps[step]
}

function enter(screen, menu) {
  go(screen, atMenu(menu))
  if (menu === 'orders') void showOrders(screen)
}

async function showOrders(screen) {
  const { msisdn } = screen.subscriber
  const orders = await screen.app.api.standingOrders(msisdn).catch(() => [])
  if (screen.place.menu !== 'orders' || screen.subscriber.msisdn !== msisdn) return
  go(screen, { ...screen.place, orders, order: null })
}

async function cancelOrder(screen) {
  const { app, place, subscriber, words } = screen
  await app.perform(() => app.api.cancelStandingOrder(subscriber.msisdn, place.order.id))
  go(screen, { ...atMenu('lipa'), result: { accepted: true, text: words.orderCancelled } })
}

function start(screen, action) {
  go(screen, { ...atMenu(flows[action].menu), action })
}

/** What somebody entered in the present step. @param {string} [typed] */
function take(screen, typed = '') {
  const { place, words } = screen
  const step = stepOf(place)
  const read = step === 'confirm' || isPinStep(step) ? { value: typed } : readStep(step, typed)
  if ('problem' in read) {
    const values = { ...place.values, [step]: typed }
    return go(screen, { ...place, values, problem: words.problems[read.problem] })
  }
  const values = step === 'confirm' ? place.values : { ...place.values, [step]: read.value }
  if (step === 'newPinAgain' && values.newPin !== values.newPinAgain) {
    return go(screen, { ...place, step: place.step - 1, problem: words.problems.newPin })
  }
  // Another number has another name.
  const receiver = step === flows[place.action].receiver ? undefined : place.receiver
  const next = { ...place, values, receiver, problem: '', step: place.step + 1 }
  if (next.step < flows[place.action].steps.length) {
    go(screen, next)
    return lookUp(screen, step)
  }
  return submit(screen, values)
}

/** Asks for the name of whoever gets the money, as soon as the number (and the account) is known. */
async function lookUp(screen, step) {
  const { place } = screen
  const { receiver } = flows[place.action]
  if (step !== receiver && step !== 'account') return
  const { [receiver]: number, account } = place.values
  const found = await screen.app.api.nameOf(number, account).catch(() => null)
  const { values } = screen.place
  if (values[receiver] !== number || values.account !== account) return
  screen.place = { ...screen.place, receiver: found }
  screen.render()
}

async function submit(screen, values) {
  const { app, place, subscriber, words } = screen
  go(screen, { ...place, values: {}, problem: '', isSending: true })
  const result = await ask(app, subscriber, place.action, values, words)
  // The phone may have fewer tries left now, which the result says.
  await app.refresh()
  if (screen.subscriber.msisdn !== subscriber.msisdn) return
  go(screen, { ...atMenu(place.menu), result })
  announce(`${result.accepted ? words.sent : words.refused}. ${result.text}`)
}

async function ask({ api }, { msisdn, pin }, action, values, words) {
  if (action === 'change-pin') return changePin(api, { msisdn, pin }, values, words)
  try {
    const { accepted, text, waits, code } = await api.askMpesa(msisdn, action, values)
    return { accepted, text, isOpen: waits === true, isWrongPin: code === 'wrong-pin' }
  } catch (error) {
    return { accepted: false, text: error.status ? error.message : words.answerFailed }
  }
}

async function changePin(api, { msisdn, pin }, { oldPin, newPin }, words) {
  if (oldPin !== pin) return { accepted: false, text: words.pinNotChanged }
  await api.changeSubscriber(msisdn, { pin: newPin })
  return { accepted: true, text: words.pinChanged }
}

async function setLanguage(screen, language) {
  const { app, subscriber, words } = screen
  await app.perform(() => app.api.changeSubscriber(subscriber.msisdn, { language }))
  const text = words.languageChanged(words.languages[language])
  go(screen, { ...atMenu('account'), result: { accepted: true, text } })
}

function goBack(screen) {
  const { place } = screen
  if (place.isSending) return
  if (place.result) go(screen, atMenu())
  else if (place.order) go(screen, { ...place, order: null })
  else if (place.action === null) go(screen, atMenu(parentOf[place.menu] ?? 'main'))
  else if (place.step === 0) go(screen, atMenu(place.menu))
  else go(screen, { ...place, step: place.step - 1, problem: '' })
}

/** Shows another place, with the keyboard on the first thing to do there. */
function go(screen, place) {
  screen.place = place
  screen.render()
  screen.element.querySelector('[data-first]')?.focus({ preventScroll: true })
}
