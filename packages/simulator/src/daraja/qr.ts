import { toBuffer } from 'qrcode'
import type { Network } from '../network.ts'
import { type DarajaAnswer, json, refusal } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { type Body, isText, shortcodePattern, text } from './fields.ts'

/** `POST /mpesa/qrcode/v1/generate` (reference §22). */
export const qrEndpoint: Endpoint = {
  api: 'qr',
  methods: ['POST'],
  paths: ['/mpesa/qrcode/v1/generate'],
  product: 'dynamic-qr',
  family: 'c2b',
  subject: (_network, { body }) => ({
    amount: Number(text(body, 'Amount')),
    shortcode: text(body, 'CPI'),
  }),
  answer: generateQr,
}

/** Sides in pixels that can be drawn. */
const size = { min: 21, max: 1_000 }

async function generateQr(network: Network, { body }: Call): Promise<DarajaAnswer> {
  if (!isRight(network, body)) {
    return refusal(network, 400, '400.002.05', 'Invalid Request Payload')
  }
  const side = Number(text(body, 'Size') || '300')
  const image = await toBuffer(qrContent(body), { type: 'png', width: side, margin: 1 })
  const QRCode = image.toString('base64')
  const { identifiers, config, clock } = network
  switch (config.behaviour.qrAnswer) {
    case 'live':
      return json(200, {
        ResponseCode: '00',
        ResponseDescription: 'The service request is processed successfully.',
        QRCode,
      })
    case 'docs':
      return json(200, {
        ResponseCode: identifiers.conversationId(clock.now()),
        RequestID: identifiers.requestId(),
        ResponseDescription: 'QR Code Successfully Generated.',
        QRCode,
      })
  }
}

/**
 * What the code says. What M-PESA's own codes say is not documented: this has what a phone needs to fill in the menu.
 */
function qrContent(body: Body): string {
  return JSON.stringify({
    TrxCode: text(body, 'TrxCode'),
    CPI: text(body, 'CPI'),
    Amount: text(body, 'Amount'),
    RefNo: text(body, 'RefNo'),
    MerchantName: text(body, 'MerchantName'),
  })
}

function isRight(network: Network, body: Body): boolean {
  const side = text(body, 'Size') || '300'
  return (
    isText(network, text(body, 'MerchantName'), 100) &&
    isText(network, text(body, 'RefNo'), 20) &&
    /^\d{1,9}(\.\d{1,2})?$/.test(text(body, 'Amount')) &&
    isCreditParty(text(body, 'TrxCode'), text(body, 'CPI')) &&
    /^\d{1,4}$/.test(side) &&
    Number(side) >= size.min &&
    Number(side) <= size.max
  )
}

/** Till, agent or PayBill; for money to a person or a business by phone, a number of a phone. */
function isCreditParty(trxCode: string, cpi: string): boolean {
  switch (trxCode) {
    case 'BG':
    case 'WA':
    case 'PB':
      return shortcodePattern.test(cpi)
    case 'SM':
    case 'SB':
      return /^(?:254|0)?[17]\d{8}$/.test(cpi)
    default:
      return false
  }
}
