/** @module An STK push sent from the page, as an application would send it; and the same as commands. */
import { field, h, replaceChildren } from '../../shared/dom.js'
import { toMsisdn } from '../../shared/format.js'
import { jsonBlock } from '../json-block.js'
import { card } from '../parts.js'

const eastAfricaOffsetMs = 3 * 3_600_000
const phoneToTry = '0712 345 678'
const callbackUrlToTry = 'http://localhost:3000/callback'

/** Where Daraja is. */
export function baseUrl() {
  return new URL('.', document.baseURI).href.replace(/\/$/, '')
}

/** @param {import('../main.js').App} app */
export function createTryPush(app) {
  const { words } = app
  const s = words.start
  const answer = h('div', { class: 'try-answer', role: 'status' })
  let organisation = null
  const inputs = {
    phone: textInput({ inputmode: 'tel', value: phoneToTry }),
    amount: textInput({ type: 'number', min: 1, step: 1, value: '10' }),
    callbackUrl: textInput({ type: 'url', value: callbackUrlToTry }),
  }
  const button = h('button', { type: 'submit', class: 'button' }, s.push)
  const onsubmit = async (event) => {
    event.preventDefault()
    button.disabled = true
    const msisdn = toMsisdn(inputs.phone.value)
    try {
      const push = {
        msisdn,
        amount: Number(inputs.amount.value),
        callbackUrl: inputs.callbackUrl.value,
      }
      showAnswer(answer, await sendPush(organisation, push, app.time.now()), msisdn, words)
    } catch (error) {
      replaceChildren(answer, h('p', { class: 'problem' }, error.message))
    }
    button.disabled = false
    void app.refresh()
  }
  return {
    element: card(
      s.tryIt,
      h('p', { class: 'muted' }, s.tryText),
      h(
        'form',
        { class: 'form', onsubmit },
        h('div', { class: 'pair' }, field(s.phone, inputs.phone), field(s.amount, inputs.amount)),
        field(s.callbackUrl, inputs.callbackUrl),
        h('div', { class: 'actions' }, button),
      ),
      answer,
    ),
    use(found) {
      organisation = found
    },
  }
}

/** The same in a terminal, for whoever wants to see it from outside. */
export function pushCommands({ shortcode, passkey }) {
  return `BASE=${baseUrl()}
TOKEN=$(curl -s -u key:secret "$BASE/oauth/v1/generate?grant_type=client_credentials" |
  sed 's/.*"access_token": *"\\([^"]*\\)".*/\\1/')
TIMESTAMP=$(TZ=Africa/Nairobi date +%Y%m%d%H%M%S)
PASSWORD=$(printf %s "${shortcode}${passkey}$TIMESTAMP" | base64 | tr -d '\\n')
curl -s "$BASE/mpesa/stkpush/v1/processrequest" \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"BusinessShortCode":"${shortcode}","Password":"'$PASSWORD'","Timestamp":"'$TIMESTAMP'",
       "TransactionType":"CustomerPayBillOnline","Amount":"10","PartyA":"254712345678",
       "PartyB":"${shortcode}","PhoneNumber":"254712345678","CallBackURL":"${callbackUrlToTry}",
       "AccountReference":"TEST1","TransactionDesc":"Test"}'`
}

function textInput(properties) {
  return h('input', { type: 'text', autocomplete: 'off', required: true, ...properties })
}

async function sendPush(organisation, { msisdn, amount, callbackUrl }, now) {
  const { access_token: token } = await (
    await fetch('oauth/v1/generate?grant_type=client_credentials', {
      headers: { authorization: `Basic ${btoa('key:secret')}` },
    })
  ).json()
  const timestamp = timestampOf(now)
  const { shortcode, passkey, type, till } = organisation
  const answer = await fetch('mpesa/stkpush/v1/processrequest', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      BusinessShortCode: shortcode,
      Password: btoa(`${shortcode}${passkey}${timestamp}`),
      Timestamp: timestamp,
      TransactionType: type === 'till' ? 'CustomerBuyGoodsOnline' : 'CustomerPayBillOnline',
      Amount: amount,
      PartyA: msisdn,
      PartyB: till ?? shortcode,
      PhoneNumber: msisdn,
      CallBackURL: callbackUrl,
      AccountReference: 'TEST1',
      TransactionDesc: 'Test',
    }),
  })
  return { isAccepted: answer.ok, body: await answer.json() }
}

/** `yyyyMMddHHmmss` in Nairobi. @param {Date} now */
function timestampOf(now) {
  return new Date(now.getTime() + eastAfricaOffsetMs).toISOString().replace(/\D/g, '').slice(0, 14)
}

function showAnswer(container, { isAccepted, body }, msisdn, words) {
  const s = words.start
  replaceChildren(
    container,
    isAccepted &&
      h('p', {}, s.pushed, ' ', h('a', { class: 'text-link', href: `./#/${msisdn}` }, s.openPhone)),
    jsonBlock(body, words, { label: s.answer, key: 'answer' }),
  )
}
