/** @module The books: where the money is, whether they balance, and taking them along. */
import { h, replaceChildren, whenChanged } from '../../shared/dom.js'
import { downloadUrl, get, getPatiently, postPatiently, sendFile } from '../../shared/http.js'
import { icon } from '../../shared/icons.js'
import { amount, button, card, sectionHeading } from '../parts.js'

/** Adding up everything takes the simulator's time too: it rests so many times as long as that took. */
const restFactor = 15
const shownBreaksMax = 20

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createBooks(app) {
  const { words } = app
  const b = words.books
  const verdict = createVerdict(app)
  const sums = h('div', {})
  let restUntilMs = 0
  let timer
  const showSums = whenChanged(({ books }) => replaceChildren(sums, sumsTable(books, words)))
  return {
    element: h(
      'div',
      { class: 'section' },
      sectionHeading(words.sections.books, b.intro),
      verdict.element,
      h(
        'div',
        { class: 'cards' },
        card(b.sums, sums),
        h('div', { class: 'cards-column' }, exportCard(b), snapshotCard(app)),
      ),
    ),
    async load() {
      const nowMs = performance.now()
      clearTimeout(timer)
      if (nowMs < restUntilMs) {
        timer = setTimeout(app.refresh, restUntilMs - nowMs)
        return
      }
      const books = await get('books')
      restUntilMs = performance.now() + restFactor * (performance.now() - nowMs)
      showSums({ books })
      verdict.show({ audit: books.audit })
    },
  }
}

/** Whether the books balance, and a button to ask the archive too. */
function createVerdict(app) {
  const b = app.words.books
  const element = h('div', { class: 'verdict', role: 'status' })
  const auditAll = () =>
    app.perform(async () => {
      const audit = await getPatiently('audit')
      if (audit.length > 0) throw new Error(audit.slice(0, 3).join('; '))
    }, b.auditedAll)
  const show = whenChanged(({ audit }) => {
    const isRight = audit.length === 0
    const sentences = isRight ? [b.balancedText] : audit.slice(0, shownBreaksMax)
    element.className = `verdict ${isRight ? 'is-right' : 'is-wrong'}`
    replaceChildren(
      element,
      icon(isRight ? 'check' : 'cross'),
      h(
        'div',
        {},
        h('h2', {}, isRight ? b.balanced : b.broken),
        ...sentences.map((sentence) => h('p', {}, sentence)),
      ),
      button(b.auditAll, auditAll, { key: 'audit' }),
    )
  })
  return { element, show }
}

/** What everybody has together is what was ever brought in: as cash, or by organisations from their banks. */
function sumsTable({ subscribersCents, feesCents, broughtInCents, organisations }, words) {
  const b = words.books
  const rows = [
    [b.subscribers, subscribersCents],
    ...organisations.map((one) => [`${one.name} ${one.shortcode}`, allAccounts(one)]),
    [b.fees, feesCents],
  ]
  const total = rows.reduce((sum, [, cents]) => sum + cents, 0)
  const fromBanks = organisations.reduce((sum, { bankCents }) => sum - bankCents, 0)
  return h(
    'table',
    { class: 'sums' },
    h('tbody', {}, ...rows.map(([name, cents]) => sumRow(name, cents))),
    h('tfoot', {}, sumRow(b.total, total), sumRow(b.broughtIn, broughtInCents + fromBanks)),
  )
}

function sumRow(name, cents) {
  return h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, amount(cents / 100)))
}

function allAccounts(organisation) {
  const { utilityCents, merchantCents, workingCents, chargesCents, settlementCents, floatCents } =
    organisation
  return utilityCents + merchantCents + workingCents + chargesCents + settlementCents + floatCents
}

function exportCard(b) {
  return card(
    b.export,
    h(
      'div',
      { class: 'button-row' },
      download('books/export?format=csv', 'books.csv', b.exportCsv),
      download('books/export?format=jsonl', 'books.jsonl', b.exportJsonl),
    ),
  )
}

function download(path, name, label) {
  return h(
    'a',
    { class: 'quiet', href: downloadUrl(path), download: name },
    icon('download'),
    label,
  )
}

function snapshotCard(app) {
  const b = app.words.books
  return card(
    b.snapshot,
    h('p', { class: 'muted' }, b.snapshotText),
    h(
      'div',
      { class: 'button-row' },
      download('snapshot', 'simulator-snapshot.json', b.downloadSnapshot),
      button(b.restore, () => askRestore(app), { key: 'restore', kind: 'quiet' }),
      button(b.reset, () => askReset(app), { key: 'reset', kind: 'quiet danger-text' }),
    ),
  )
}

function askRestore(app) {
  const b = app.words.books
  app.ask(
    {
      title: b.restoreTitle,
      text: b.restoreText,
      fields: [{ name: 'snapshot', label: b.restoreField, type: 'file', required: true }],
      submit: b.restoreTitle,
      isDangerous: true,
      run: ({ snapshot }) =>
        sendFile('PUT', 'snapshot', { body: snapshot, type: 'application/json' }),
    },
    b.restored,
  )
}

function askReset(app) {
  const b = app.words.books
  app.ask(
    {
      title: b.resetTitle,
      text: b.resetText,
      fields: [{ name: 'seed', label: b.resetSeed }],
      submit: b.reset.replace(' …', ''),
      isDangerous: true,
      run: ({ seed }) => postPatiently('reset', seed ? { seed } : {}),
    },
    b.resetDone,
  )
}
