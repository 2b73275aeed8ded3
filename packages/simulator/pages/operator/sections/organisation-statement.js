/** @module The statement as the organisation portal has it: looked at by the page, downloaded whole. */
import { field, h, replaceChildren } from '../../shared/dom.js'
import { balance, dayAndTime } from '../../shared/format.js'
import { downloadUrl, get, withQuery } from '../../shared/http.js'
import { icon } from '../../shared/icons.js'
import { createPagedList } from '../paged-list.js'

const dayMs = 86_400_000
const shownDays = 30
const eastAfricaOffsetMs = 3 * 3_600_000

/** @param {import('../main.js').App} app @param {string} shortcode */
export function createStatement(app, shortcode) {
  const { words } = app
  const o = words.organisations
  const nowMs = app.time.now().getTime()
  const chosen = { from: dayOf(nowMs - shownDays * dayMs), to: dayOf(nowMs), account: '' }
  const downloads = h('div', { class: 'button-row' })
  const list = createPagedList({
    words,
    label: o.parts.statement,
    class: 'list-statement',
    empty: o.statementNone,
    isSteady: true,
    fetchPage: (at) => get(`organisations/${shortcode}/statement`, { ...chosen, ...at }),
    keyOf: (row) => `${row.receipt} ${row.organisationAccount} ${row.completedAt} ${row.balance}`,
    row: (row) => statementRow(row, app),
  })
  const showDownloads = () =>
    replaceChildren(
      downloads,
      download('csv', o.csv, { shortcode, chosen, o }),
      download('xlsx', o.xlsx, { shortcode, chosen, o }),
    )
  showDownloads()
  const form = choices(chosen, o, () => {
    showDownloads()
    void list.load({ anew: true })
  })
  form.append(downloads)
  return {
    element: h(
      'div',
      { class: 'section' },
      h('p', { class: 'muted' }, o.statementText),
      form,
      list.element,
    ),
    load: () => list.load(),
  }
}

/** From when, until when, of which account. */
function choices(chosen, o, changed) {
  const keep = (name, otherwise) => (event) => {
    chosen[name] = event.target.value || otherwise
    changed()
  }
  const day = (name) =>
    h('input', {
      type: 'date',
      value: chosen[name],
      'data-key': name,
      onchange: keep(name, chosen[name]),
    })
  const names = Object.entries(o.accounts).map(([name, [, term]]) => [name, term])
  const account = h(
    'select',
    { 'data-key': 'account', onchange: keep('account', '') },
    ...[['', o.total], ...names].map(([value, label]) => h('option', { value }, label)),
  )
  return h(
    'div',
    { class: 'inline-form' },
    field(o.statementFrom, day('from')),
    field(o.statementTo, day('to')),
    field(o.account, account),
  )
}

function download(format, label, { shortcode, chosen, o }) {
  const path = withQuery(`organisations/${shortcode}/statement`, { ...chosen, format })
  return h(
    'a',
    {
      class: 'quiet',
      href: downloadUrl(path),
      download: `statement-${shortcode}.${format}`,
      'data-key': format,
      'aria-label': o.downloadAs(label),
    },
    icon('download'),
    label,
  )
}

function statementRow(row, { words, language }) {
  const { receipt, completedAt, details, otherParty, paidIn, withdrawn, organisationAccount } = row
  const [, account] = words.organisations.accounts[organisationAccount]
  return h(
    'li',
    {},
    h(
      'div',
      { class: 'row' },
      h(
        'time',
        { class: 'cell-time', datetime: completedAt },
        dayAndTime(new Date(completedAt), language),
      ),
      h('span', { class: 'cell-number mono' }, receipt),
      h(
        'span',
        { class: 'cell-parties' },
        h('span', { class: 'cut' }, details),
        h('span', { class: 'cut' }, [otherParty, account].filter(Boolean).join(' · ')),
      ),
      h(
        'span',
        { class: `cell-amount amount${withdrawn ? ' is-negative' : ''}` },
        balance(paidIn ?? withdrawn ?? 0),
      ),
      h('span', { class: 'cell-after amount' }, balance(row.balance)),
    ),
  )
}

function dayOf(ms) {
  return new Date(ms + eastAfricaOffsetMs).toISOString().slice(0, 10)
}
