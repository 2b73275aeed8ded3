/** @module The accounts of an organisation, and moving money between them and the bank. */
import { h, replaceChildren, whenChanged } from '../../shared/dom.js'
import { post } from '../../shared/http.js'
import { amount, button } from '../parts.js'
import { totalOf } from './organisations.js'

const paths = { topUp: 'top-up', move: 'move', settle: 'settle' }
const order = ['utility', 'merchant', 'working', 'charges', 'settlement', 'float']

/** @param {import('../main.js').App} app @param {string} shortcode */
export function createMoney(app, shortcode) {
  const { words } = app
  const o = words.organisations
  const element = h('div', { class: 'section' })
  const render = whenChanged(({ balances, type }) => {
    const accounts = order.filter((account) => isShown(account, balances[account], type))
    replaceChildren(
      element,
      h(
        'ul',
        { class: 'accounts' },
        ...accounts.map((account) => accountItem(account, balances[account], o)),
        h('li', { class: 'accounts-total' }, h('span', {}, o.total), amount(totalOf({ balances }))),
      ),
      actions(app, shortcode, accounts),
    )
  })
  return { element, load: async ({ balances, type }) => render({ balances, type }) }
}

/** A till collects in Merchant, a PayBill in Utility; the other one shows only if it holds something all the same. */
function isShown(account, kes, type) {
  const isForeign = account === (type === 'till' ? 'utility' : 'merchant')
  return kes !== 0 || (!isForeign && kes !== undefined)
}

function accountItem(account, kes, o) {
  const [plain, term] = o.accounts[account] ?? [account, account]
  return h('li', {}, h('span', {}, plain, h('small', { class: 'hint' }, term)), amount(kes))
}

function actions(app, shortcode, accounts) {
  const o = app.words.organisations
  const open = (action, title, form) =>
    app.ask(
      {
        ...form,
        title,
        submit: plainLabel(o[action]),
        run: (values) => post(`organisations/${shortcode}/${paths[action]}`, values),
      },
      o.moneyMoved,
    )
  const forms = moneyForms(o, accounts)
  return h(
    'div',
    { class: 'button-row' },
    button(o.topUp, () => open('topUp', o.topUpTitle, forms.topUp), {
      key: 'top-up',
      kind: 'button',
    }),
    button(o.move, () => open('move', o.moveTitle, forms.move), { key: 'move', kind: 'quiet' }),
    button(o.settle, () => open('settle', o.settleTitle, forms.settle), {
      key: 'settle',
      kind: 'quiet',
    }),
  )
}

function moneyForms(o, accounts) {
  const options = Object.fromEntries(accounts.map((one) => [one, o.accounts[one][1]]))
  const account = (name, label, value) => ({ name, label, type: 'select', options, value })
  const money = (more) => ({
    name: 'amount',
    label: o.amount,
    type: 'number',
    properties: { min: 0.01, step: 0.01 },
    ...more,
  })
  const collecting = accounts.includes('merchant') ? 'merchant' : 'utility'
  return {
    topUp: { fields: [account('account', o.account, 'working'), money({ required: true })] },
    move: {
      fields: [
        account('from', o.from, collecting),
        account('to', o.to, 'working'),
        money({ required: true }),
      ],
    },
    settle: { text: o.settleText, fields: [money({ hint: o.settleHint })] },
  }
}

/** The label of a button that opens a dialog, on the button that ends it. */
function plainLabel(label) {
  return label.replace(' …', '')
}
