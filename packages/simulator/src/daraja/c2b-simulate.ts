import { startPayment } from '../c2b/payment.ts'
import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import { ensureSubscriber } from '../phones/subscribers.ts'
import type { OrganisationRecord } from '../state/records.ts'
import { type DarajaAnswer, json, refusal } from './answer.ts'
import { invalidC2b, refuseC2bField } from './c2b-fields.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { type Body, text, wireMsisdnPattern } from './fields.ts'

/** `POST /mpesa/c2b/v1/simulate` and `/v2/`, in the sandbox only (reference §12). */
export const c2bSimulateEndpoints: readonly Endpoint[] = (['v1', 'v2'] as const).map((version) => ({
  api: 'c2b-simulate',
  methods: ['POST'],
  paths: [`/mpesa/c2b/${version}/simulate`],
  product: `c2b-${version}`,
  family: 'c2b',
  subject: (_network, { body }) => ({
    phone: text(body, 'Msisdn'),
    amount: Number(text(body, 'Amount')),
    shortcode: text(body, 'ShortCode'),
  }),
  answer: (network, call) => simulate(network, version, call),
}))

/** The subscriber's own money moves; what becomes of it is told to the registered URLs only. */
async function simulate(
  network: Network,
  version: 'v1' | 'v2',
  { body }: Call,
): Promise<DarajaAnswer> {
  if (network.config.behaviour.c2bMode === 'production') {
    return refusal(
      network,
      401,
      '401.003.01',
      'Error Occurred - Invalid Access Token - Invalid API call as no apiproduct match found',
    )
  }
  const organisation = organisationOf(network, text(body, 'ShortCode'))
  const refused = checkFields(network, body, organisation)
  if (refused !== undefined) return refused
  const payer = ensureSubscriber(network, text(body, 'Msisdn'))
  if (organisation === undefined) return invalidC2b(network, 'ShortCode')
  const started =
    payer &&
    startPayment(network, {
      payer,
      organisation,
      amountKes: Number(text(body, 'Amount')),
      account: organisation.type === 'till' ? '' : text(body, 'BillRefNumber'),
      version,
    })
  // A fault may want the confirmation to arrive before this answer: then it is due at once, and is waited for.
  if (started?.outcome === 'paid') await started.delivered
  return json(200, {
    // Misspelt, as Daraja has it.
    OriginatorCoversationID: network.identifiers.requestId(),
    ResponseCode: '0',
    ResponseDescription: 'Accept the service request successfully.',
  })
}

function checkFields(
  network: Network,
  body: Body,
  organisation: OrganisationRecord | undefined,
): DarajaAnswer | undefined {
  const amount = text(body, 'Amount')
  const command = text(body, 'CommandID')
  const isPayBill = command === 'CustomerPayBillOnline'
  return refuseC2bField(network, [
    ['ShortCode', organisation !== undefined],
    ['CommandID', isCommand(network, command, organisation)],
    ['Amount', /^[1-9]\d{0,8}(\.0+)?$/.test(amount)],
    ['Msisdn', wireMsisdnPattern.test(text(body, 'Msisdn'))],
    ['BillRefNumber', !isPayBill || text(body, 'BillRefNumber') !== ''],
  ])
}

/** The sandbox has one kind of test code for both commands; strictly, a command is for its kind of organisation. */
function isCommand(
  network: Network,
  command: string,
  organisation: OrganisationRecord | undefined,
): boolean {
  switch (command) {
    case 'CustomerPayBillOnline':
      return !network.config.behaviour.strict || organisation?.type === 'paybill'
    case 'CustomerBuyGoodsOnline':
      return !network.config.behaviour.strict || organisation?.type === 'till'
    default:
      return false
  }
}
