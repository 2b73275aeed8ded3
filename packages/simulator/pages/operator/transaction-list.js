/** @module A list of transactions, of everybody or of one organisation. */
import { h } from '../shared/dom.js'
import { dayAndTime, phoneNumber } from '../shared/format.js'
import { get } from '../shared/http.js'
import { createPagedList } from './paged-list.js'
import { amount, tag } from './parts.js'
import { routeTo } from './route.js'

/**
 * @param {import('./main.js').App} app
 * @param {{ about?: () => Record<string, string | undefined>, hrefOf: (transaction: any) => string }} options
 */
export function createTransactionList(app, { about = () => ({}), hrefOf }) {
  const { words } = app
  return createPagedList({
    words,
    label: words.sections.transactions,
    class: 'list-transactions',
    empty: words.transactions.none,
    fetchPage: (at) => {
      const { search, kind } = app.route.query
      return get('transactions', { search, kind, ...about(), ...at })
    },
    keyOf: ({ id }) => id,
    row: (transaction) => transactionRow(transaction, app, hrefOf(transaction)),
    extra: (transaction) => isChosen(transaction, app),
  })
}

/** The address of a transaction: its receipt, where it has one. */
export function transactionRoute({ receipt, id }, query) {
  return routeTo('transactions', receipt ?? id, null, query)
}

/** `0712 345 678 AMINA` or `600992 DUKA`; only the name of what has no number, such as a bank. */
export function partyText({ id, name }) {
  if (!/^\d+$/.test(id)) return name || id
  return name && name !== id ? `${phoneNumber(id)} ${name}` : phoneNumber(id)
}

function isChosen({ receipt, id }, { route }) {
  return route.section === 'transactions' && route.id !== null && [receipt, id].includes(route.id)
}

function transactionRow(transaction, app, href) {
  const { receipt, at, kind, debit, credit, status } = transaction
  const { words, language } = app
  const t = words.transactions
  return h(
    'li',
    {},
    h(
      'a',
      {
        class: 'row',
        href,
        'data-key': transaction.id,
        'aria-current': isChosen(transaction, app) ? 'true' : false,
      },
      h('time', { class: 'cell-time', datetime: at }, dayAndTime(new Date(at), language)),
      h('span', { class: 'cell-kind cut' }, t.kinds[kind] ?? kind),
      h('span', { class: 'cell-number mono' }, receipt ?? t.noReceipt),
      h('span', { class: 'cell-parties cut' }, `${partyText(debit)} → ${partyText(credit)}`),
      h(
        'span',
        { class: 'cell-amount' },
        status !== 'Completed' && tag(status, 'warn'),
        amount(transaction.amount),
      ),
    ),
  )
}
