/** @module The quick start for developers: what to point an application at, and a push to try it with. */
import { copyButton } from '../../shared/copy.js'
import { h, replaceChildren, whenChanged } from '../../shared/dom.js'
import { get } from '../../shared/http.js'
import { codeBlock } from '../json-block.js'
import { card, sectionHeading } from '../parts.js'
import { routeTo } from '../route.js'
import { baseUrl, createTryPush, pushCommands } from './try-push.js'

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createStart(app) {
  const { words } = app
  const s = words.start
  const cards = h('div', { class: 'cards' })
  const tryPush = createTryPush(app)
  const render = whenChanged(({ push, payer }) => {
    tryPush.use(push)
    replaceChildren(
      cards,
      connectCard({ push, payer }, words),
      tryPush.element,
      h(
        'section',
        { class: 'card wide' },
        h('h2', {}, s.commands),
        h('p', { class: 'muted' }, s.commandsText),
        codeBlock(pushCommands(push), words, { label: s.command, key: 'commands' }),
      ),
      tourCard(words),
    )
  })
  return {
    element: h('div', { class: 'section' }, sectionHeading(words.sections.start, s.intro), cards),
    async load() {
      render(await organisationsToTry())
    },
  }
}

/** The first configured PayBill for pushes, and somebody with an initiator and money for the rest. */
async function organisationsToTry() {
  const items = await get('organisations')
  const push = items.find(({ type }) => type === 'paybill') ?? items[0]
  const payer = items.find(
    ({ shortcode, initiators }) => shortcode !== push.shortcode && initiators.length > 0,
  )
  return { push, payer: payer ?? push }
}

function connectCard({ push, payer }, words) {
  const s = words.start
  const [initiator] = payer?.initiators ?? []
  return card(
    s.connect,
    h(
      'dl',
      { class: 'facts' },
      fact(s.baseUrl, baseUrl(), words, s.baseUrlHint),
      plainFact(s.consumerKey, s.anything),
      plainFact(s.consumerSecret, s.anything),
      fact(s.shortcode, push.shortcode, words, push.name),
      fact(s.passkey, push.passkey, words),
      payer && fact(s.b2cShortcode, payer.shortcode, words, payer.name),
      initiator && fact(s.initiator, initiator.name, words),
      initiator?.password && fact(s.initiatorPassword, initiator.password, words),
    ),
  )
}

function fact(name, value, words, hint) {
  return h(
    'div',
    {},
    h('dt', {}, name),
    h(
      'dd',
      { class: 'fact-copy' },
      h('span', { class: 'mono' }, value, hint && h('small', { class: 'hint' }, hint)),
      copyButton(value, words, { label: words.copyOf(name), key: `copy-${name}`, iconOnly: true }),
    ),
  )
}

function plainFact(name, value) {
  return h('div', {}, h('dt', {}, name), h('dd', { class: 'muted' }, value))
}

function tourCard(words) {
  return h(
    'section',
    { class: 'card wide' },
    h('h2', {}, words.start.next),
    h(
      'ul',
      { class: 'tour' },
      ...words.start.tour.map(([section, text]) =>
        h(
          'li',
          {},
          h('a', { class: 'text-link', href: routeTo(section) }, words.sections[section]),
          h('span', { class: 'muted' }, text),
        ),
      ),
    ),
  )
}
