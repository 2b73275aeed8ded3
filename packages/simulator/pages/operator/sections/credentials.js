/** @module The certificate, and security credentials made with it. */
import { field, h, replaceChildren } from '../../shared/dom.js'
import { downloadUrl, post, text } from '../../shared/http.js'
import { icon } from '../../shared/icons.js'
import { codeBlock } from '../json-block.js'
import { card, sectionHeading } from '../parts.js'

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createCredentials(app) {
  const { words } = app
  const c = words.credentials
  const certificate = h('div', {})
  let isShown = false
  return {
    element: h(
      'div',
      { class: 'section' },
      sectionHeading(words.sections.credentials, c.intro),
      h(
        'div',
        { class: 'cards' },
        makerCard(app),
        card(
          c.certificate,
          h('p', { class: 'muted' }, c.certificateText),
          h(
            'div',
            { class: 'button-row' },
            h(
              'a',
              {
                class: 'quiet',
                href: downloadUrl('certificate'),
                download: 'SimulatorCertificate.cer',
              },
              icon('download'),
              c.download,
            ),
          ),
          certificate,
        ),
      ),
    ),
    async load() {
      if (isShown) return
      isShown = true
      const pem = await text('certificate')
      replaceChildren(
        certificate,
        codeBlock(pem.trim(), words, { label: c.certificateLabel, key: 'certificate' }),
      )
    },
  }
}

function makerCard({ words }) {
  const c = words.credentials
  const password = h('input', {
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    required: true,
    value: 'Safaricom999!*!',
  })
  const made = h('div', { role: 'status' })
  const onsubmit = async (event) => {
    event.preventDefault()
    try {
      const { securityCredential } = await post('credential', { password: password.value })
      replaceChildren(
        made,
        codeBlock(securityCredential, words, { label: c.result, key: 'credential' }),
      )
    } catch (error) {
      replaceChildren(made, h('p', { class: 'problem' }, error.message))
    }
  }
  return card(
    c.maker,
    h('p', { class: 'muted' }, c.makerText),
    h(
      'form',
      { class: 'inline-form', onsubmit },
      field(c.password, password),
      h('button', { type: 'submit', class: 'button' }, c.make),
    ),
    made,
  )
}
