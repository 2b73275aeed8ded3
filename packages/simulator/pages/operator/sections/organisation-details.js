/** @module What is known of an organisation, and changing it. */
import { h, replaceChildren, whenChanged } from '../../shared/dom.js'
import { phoneNumber } from '../../shared/format.js'
import { patch } from '../../shared/http.js'
import { button, card, factList } from '../parts.js'

/** @param {import('../main.js').App} app @param {string} shortcode */
export function createDetails(app, shortcode) {
  const { words } = app
  const o = words.organisations
  const element = h('div', { class: 'cards' })
  const change = (values) => patch(`organisations/${shortcode}`, values)
  const render = whenChanged(({ organisation }) => {
    replaceChildren(
      element,
      card(
        o.parts.details,
        factList(ownFacts(organisation, words)),
        h(
          'div',
          { class: 'button-row' },
          button(o.edit, () => askChange(app, organisation, change), {
            key: 'edit',
            kind: 'quiet',
          }),
        ),
      ),
      h(
        'div',
        { class: 'cards-column' },
        c2bCard(organisation, app, change),
        pullCard(organisation, o),
      ),
    )
  })
  return { element, load: async (organisation) => render({ organisation }) }
}

function ownFacts(organisation, words) {
  const o = words.organisations
  const { shortcode, till, type, passkey, tariff, nominatedNumber, parent } = organisation
  const yesNo = (value) => (value ? words.yes : words.no)
  return [
    [o.fields.shortcode, shortcode],
    ...(type === 'till' ? [[o.fields.till, till]] : []),
    [o.fields.passkey, h('span', { class: 'mono' }, passkey)],
    [o.fields.tariff, o.tariffs[tariff]],
    [o.fields.feePaidByBusiness, yesNo(organisation.feePaidByBusiness)],
    [o.fields.externalValidation, yesNo(organisation.externalValidation)],
    [o.fields.nominatedNumber, nominatedNumber && phoneNumber(nominatedNumber)],
    [o.fields.parent, parent],
  ]
}

function c2bCard({ c2b }, app, change) {
  const o = app.words.organisations
  if (!c2b) return card(o.c2b, h('p', { class: 'muted' }, o.c2bNone))
  const url = (text) => h('span', { class: 'mono' }, text)
  return card(
    o.c2b,
    factList([
      [o.fields.version, c2b.version],
      [o.fields.confirmationUrl, url(c2b.confirmationUrl)],
      [o.fields.validationUrl, url(c2b.validationUrl)],
      [o.fields.responseType, c2b.responseType],
    ]),
    h(
      'div',
      { class: 'button-row' },
      button(o.unregister, () => app.perform(() => change({ c2b: null }), app.words.saved), {
        key: 'unregister',
        kind: 'quiet',
      }),
    ),
  )
}

function pullCard({ pull }, o) {
  if (!pull) return card(o.pull, h('p', { class: 'muted' }, o.pullNone))
  return card(
    o.pull,
    factList([
      [o.fields.nominatedNumber, pull.nominatedNumber],
      [o.fields.callbackUrl, h('span', { class: 'mono' }, pull.callbackUrl)],
    ]),
  )
}

function askChange(app, organisation, change) {
  const { words } = app
  const o = words.organisations
  const one = (name, more) => ({ name, label: o.fields[name], value: organisation[name], ...more })
  app.ask(
    {
      title: o.editTitle,
      fields: [
        one('name', { required: true, properties: { maxlength: 60 } }),
        one('state', { type: 'select', options: o.states }),
        one('tariff', { type: 'select', options: o.tariffs }),
        one('nominatedNumber', { properties: { inputmode: 'tel' } }),
        one('feePaidByBusiness', { type: 'check' }),
        one('externalValidation', { type: 'check' }),
      ],
      submit: words.save,
      run: ({ nominatedNumber, ...values }) =>
        change({ ...values, nominatedNumber: nominatedNumber || null }),
    },
    words.saved,
  )
}
