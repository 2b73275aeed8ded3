/** @module Every movement of money, and one of them in full. */
import { h } from '../../shared/dom.js'
import { dayAndTime, preciseTime } from '../../shared/format.js'
import { get } from '../../shared/http.js'
import { createListSection } from '../list-section.js'
import { amount, factList, tag } from '../parts.js'
import { routeTo } from '../route.js'
import { createSplit } from '../split.js'
import { createTransactionList, partyText, transactionRoute } from '../transaction-list.js'

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createTransactions(app) {
  const { words } = app
  const t = words.transactions
  const list = createTransactionList(app, {
    hrefOf: (transaction) => transactionRoute(transaction, app.route.query),
  })
  const split = createSplit(app, {
    section: 'transactions',
    list: list.element,
    choose: t.choose,
    fetchItem: async (id) => list.items().find(isWithoutReceipt(id)) ?? findTransaction(id),
    show: (transaction) => transactionParts(transaction, app),
  })
  return createListSection(app, {
    section: 'transactions',
    intro: t.intro,
    search: t.search,
    filters: [{ name: 'kind', label: t.kind, options: { '': words.all, ...t.kinds } }],
    list,
    split,
  })
}

/** Money that came with no receipt is known by the list only. */
function isWithoutReceipt(wanted) {
  return ({ id, receipt }) => receipt === null && id === wanted
}

function findTransaction(receipt) {
  return get(`transactions/${encodeURIComponent(receipt)}`)
}

function transactionParts(transaction, app) {
  const { words } = app
  const t = words.transactions
  const { receipt, kind, status, entries } = transaction
  return [
    h(
      'div',
      { class: 'detail-head' },
      h('h2', { class: receipt ? 'mono' : '' }, receipt ?? t.noReceipt),
      tag(t.kinds[kind] ?? kind),
      tag(status, status === 'Completed' ? 'good' : 'warn'),
    ),
    h('p', { class: 'detail-amount' }, amount(transaction.amount)),
    factList(factsOf(transaction, app)),
    h('h3', {}, t.entries),
    entriesTable(entries, t),
  ]
}

function factsOf(transaction, { words, language }) {
  const t = words.transactions
  const { at, initiatedAt, debit, credit, charge, creditCharge, receipt } = transaction
  const time = (iso) =>
    `${dayAndTime(new Date(iso), language)} (${preciseTime(new Date(iso), language)})`
  const about = transaction.checkoutRequestId ?? transaction.conversationId ?? receipt
  return [
    [t.completed, time(at)],
    ...(initiatedAt && initiatedAt !== at ? [[t.initiated, time(initiatedAt)]] : []),
    [t.from, party(debit)],
    [t.to, party(credit)],
    ...(transaction.account ? [[t.account, transaction.account]] : []),
    ...(charge ? [[t.chargeTo(debit.name || debit.id), amount(charge)]] : []),
    ...(creditCharge ? [[t.chargeTo(credit.name || credit.id), amount(creditCharge)]] : []),
    [t.reason, transaction.reasonType],
    [t.details, transaction.details],
    ...optionalLinks(transaction, t),
    ...(about ? [[t.traffic, link(about, routeTo('traffic', null, null, { search: about }))]] : []),
  ]
}

function optionalLinks({ linkedReceipt, reversedBy, checkoutRequestId, conversationId }, t) {
  return [
    reversedBy && [t.reversedBy, link(reversedBy, transactionRoute({ receipt: reversedBy }))],
    linkedReceipt && [t.linked, link(linkedReceipt, transactionRoute({ receipt: linkedReceipt }))],
    checkoutRequestId && [t.checkout, h('span', { class: 'mono' }, checkoutRequestId)],
    conversationId && [t.conversation, h('span', { class: 'mono' }, conversationId)],
  ].filter(Boolean)
}

/** Customers lead to their phone, organisations to their page. */
function party(side) {
  const shown = partyText(side)
  const account = side.account && h('small', { class: 'hint' }, side.account)
  const href = /^254\d{9}$/.test(side.id)
    ? `./#/${side.id}`
    : /^\d{5,7}$/.test(side.id) && routeTo('organisations', side.id)
  return h(
    'span',
    { class: 'party' },
    href ? h('a', { class: 'text-link', href }, shown) : shown,
    account,
  )
}

function link(text, href) {
  return h('a', { class: 'text-link mono', href }, text)
}

function entriesTable(entries, t) {
  const sumCents = entries.reduce((sum, { cents }) => sum + Number(cents), 0)
  const row = (name, cents) =>
    h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, amount(Number(cents) / 100)))
  return h(
    'table',
    { class: 'sums entries' },
    h(
      'thead',
      { class: 'visually-hidden' },
      h('tr', {}, h('th', {}, t.entryAccount), h('th', {}, t.entryAmount)),
    ),
    h('tbody', {}, ...entries.map(({ account, cents }) => row(account, cents))),
    h('tfoot', {}, row(t.sum, sumCents)),
  )
}
