import { bongaRate, worthKes } from '../bonga/rate.ts'
import { bongaResults } from '../bonga/results.ts'
import { bongaPromptText } from '../bonga/texts.ts'
import { centsFromKes, kshText } from '../books/money.ts'
import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import { consentEnded, newConsent, startConsent } from '../phones/consents.ts'
import { isLocked } from '../phones/prompts.ts'
import { ensureSubscriber } from '../phones/subscribers.ts'
import type { OrganisationRecord, ResultCode, SubscriberRecord } from '../state/records.ts'
import { eatDate, eatTimestamp } from '../time/east-africa-time.ts'
import { type DarajaAnswer, json } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { type Body, text, wireMsisdnPattern } from './fields.ts'

/** Lipa na Bonga: what points are worth, and paying a business with them (reference §28). */
export const bongaEndpoints: readonly Endpoint[] = [
  {
    api: 'bonga',
    methods: ['POST'],
    paths: ['/v1/lipa/na/bonga/calculate-points'],
    product: 'bonga',
    family: 'express',
    answer: calculatePoints,
  },
  {
    api: 'bonga',
    methods: ['POST'],
    paths: ['/v1/lipa/na/bonga/redeem-paybill'],
    product: 'bonga',
    family: 'express',
    subject: (_network, { body }) => ({
      phone: text(body, 'msisdn'),
      amount: Number(text(body, 'amount')),
      shortcode: text(body, 'shortCode'),
    }),
    answer: redeemPoints,
  },
]

function calculatePoints(network: Network, { body }: Call): DarajaAnswer {
  const points = text(body, 'points')
  if (!/^\d{1,9}$/.test(points)) return answer(network, bongaResults.missingParts, null)
  return answer(
    network,
    { code: '200', text: 'Success' },
    { amount: String(worthKes(Number(points))), points, rate: String(bongaRate) },
  )
}

async function redeemPoints(network: Network, { body }: Call): Promise<DarajaAnswer> {
  const { bongaRedeem, bongaAnswer } = network.config.behaviour
  if (bongaRedeem === 'not-found') {
    return { kind: 'answer', status: 404, contentType: 'application/json', body: '' }
  }
  const organisation = organisationOf(network, text(body, 'shortCode'))
  const redemption = redemptionOf(body)
  if (redemption === undefined || organisation === undefined) {
    return answer(network, bongaResults.missingParts, null)
  }
  const payer = ensureSubscriber(network, redemption.msisdn)
  const isWorth = worthKes(redemption.points) >= redemption.amountKes
  if (payer === undefined || payer.bongaPoints < redemption.points || !isWorth) {
    return answer(network, bongaResults.failed, null)
  }
  if (isLocked(network, payer.msisdn)) {
    return answer(network, { code: '6008', text: 'STK unavailable/ System busy' }, null)
  }
  const id = promptPayer(network, { redemption, organisation, payer })
  if (bongaAnswer === 'at-once') return answer(network, bongaResults.redeemed, null)
  return answer(network, await consentEnded(network, id), null)
}

type Redemption = { msisdn: string; amountKes: number; points: number; account: string }

function redemptionOf(body: Body): Redemption | undefined {
  const msisdn = text(body, 'msisdn')
  const [amount, points] = [text(body, 'amount'), text(body, 'bongaPoints')]
  const account = text(body, 'accountNumber')
  const isWhole = /^[1-9]\d{0,8}$/
  if (!wireMsisdnPattern.test(msisdn) || !isWhole.test(amount) || !isWhole.test(points)) {
    return undefined
  }
  if (Number(text(body, 'conversionRate')) !== bongaRate || account === '') return undefined
  return { msisdn, amountKes: Number(amount), points: Number(points), account }
}

/** Asks for the PIN; the id of the prompt. */
function promptPayer(
  network: Network,
  asked: { redemption: Redemption; organisation: OrganisationRecord; payer: SubscriberRecord },
): string {
  const { redemption, organisation, payer } = asked
  const { msisdn, amountKes, points, account } = redemption
  const prompt = newConsent(
    network,
    {
      msisdn,
      shortcode: organisation.shortcode,
      businessName: organisation.name,
      amountKes,
      account,
      text: bongaPromptText(payer.language, {
        amount: kshText(centsFromKes(amountKes)),
        points,
        business: organisation.name,
        account,
      }),
      callbackUrl: '',
      faults: [],
      kind: 'bonga' as const,
      points,
    },
    payer,
  )
  startConsent(network, prompt, payer)
  return prompt.id
}

function answer(
  network: Network,
  { code, text: responseMessage }: ResultCode,
  body: Record<string, string> | null,
): DarajaAnswer {
  const responseCode = /^\d+$/.test(code) ? Number(code) : code
  const isDone = code === bongaResults.redeemed.code
  return json(200, {
    header: {
      requestRefId: network.identifiers.uuid(),
      responseCode,
      responseMessage,
      customerMessage: isDone
        ? 'Dear customer, your request was processed successfully'
        : responseMessage,
      timestamp: timestampOf(network.clock.now()),
    },
    body,
  })
}

/** `2025-02-24T12:29:05.484000000`, Nairobi's time without a zone. */
function timestampOf(at: Date): string {
  const time = eatTimestamp(at).slice(8)
  const millisecond = String(at.getUTCMilliseconds()).padStart(3, '0')
  const clock = `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`
  return `${eatDate(at)}T${clock}.${millisecond}000000`
}
