import { centsFromKes, kshText } from '../books/money.ts'
import type { StandingOrderTerms } from '../c2b/records.ts'
import { startTasks } from '../callbacks/tasks.ts'
import { drawCallbackFaults } from '../faults/callback-faults.ts'
import { commit, type Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import { newConsent, startConsent } from '../phones/consents.ts'
import { isLocked } from '../phones/prompts.ts'
import { ensureSubscriber } from '../phones/subscribers.ts'
import { promptTextMax } from '../phones/texts.ts'
import { planRatibaFailure, type RatibaRequest } from '../standing-orders/end-ratiba.ts'
import { frequencyOf } from '../standing-orders/frequencies.ts'
import { ratibaResults } from '../standing-orders/results.ts'
import { orderPromptText } from '../standing-orders/texts.ts'
import type { BoundFault, Change, OrganisationRecord, ResultCode } from '../state/records.ts'
import { startOfEatDay } from '../time/east-africa-time.ts'
import { type DarajaAnswer, json } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { type Body, isCallbackUrl, isText, text, wireMsisdnPattern } from './fields.ts'

/** `POST /standingorder/v1/createStandingOrderExternal` (reference §24). */
export const ratibaEndpoint: Endpoint = {
  api: 'ratiba',
  methods: ['POST'],
  paths: ['/standingorder/v1/createStandingOrderExternal'],
  product: 'ratiba',
  family: 'b2c',
  subject: (_network, { body }) => ({
    phone: text(body, 'PartyA'),
    amount: Number(text(body, 'Amount')),
    shortcode: text(body, 'BusinessShortCode'),
  }),
  answer: createStandingOrder,
}

function createStandingOrder(network: Network, { body }: Call): DarajaAnswer {
  const organisation = organisationOf(network, text(body, 'BusinessShortCode'))
  if (organisation === undefined) {
    return refuse(
      network,
      "Value in field 'BusinessShortCode' can only be what was issued for this application",
    )
  }
  const wrong = wrongField(network, body, organisation)
  const frequency = frequencyOf(text(body, 'Frequency'))
  if (wrong !== undefined || frequency === undefined) {
    return refuse(network, `Value in field '${wrong ?? 'Frequency'}' is invalid`)
  }
  const terms: StandingOrderTerms = {
    name: orderName(body),
    startDay: text(body, 'StartDate'),
    endDay: text(body, 'EndDate'),
    frequency,
    description: text(body, 'TransactionDesc'),
  }
  const responseRefId = network.identifiers.uuid()
  promptPayer(network, { body, organisation, terms, responseRefId })
  return accepted(responseRefId)
}

/** Asks the payer on their phone; what comes of it is told by callback. */
function promptPayer(
  network: Network,
  asked: {
    body: Body
    organisation: OrganisationRecord
    terms: StandingOrderTerms
    responseRefId: string
  },
): void {
  const { body, organisation, terms, responseRefId } = asked
  const msisdn = text(body, 'PartyA')
  const amountKes = Number(text(body, 'Amount'))
  const request: RatibaRequest = {
    msisdn,
    callbackUrl: text(body, 'CallBackURL'),
    responseRefId,
    requestRefId: network.identifiers.uuid(),
  }
  const subject = { api: 'ratiba', phone: msisdn, amount: amountKes } as const
  const faults = drawCallbackFaults(network, { ...subject, shortcode: organisation.shortcode })
  const payer = ensureSubscriber(network, msisdn)
  const question = orderPromptText(payer?.language ?? network.config.subscriberDefaults.language, {
    amount: kshText(centsFromKes(amountKes)),
    business: organisation.name,
    ...terms,
  })
  const failure = reasonForNoPrompt(network, msisdn, question)
  if (failure !== undefined) {
    failLater(network, request, { result: failure, faults })
    return
  }
  const prompt = newConsent(
    network,
    {
      ...request,
      shortcode: organisation.shortcode,
      businessName: organisation.name,
      amountKes,
      account: organisation.type === 'till' ? '' : text(body, 'AccountReference'),
      text: question,
      faults,
      kind: 'ratiba' as const,
      terms,
    },
    payer,
  )
  startConsent(network, prompt, payer)
}

function reasonForNoPrompt(
  network: Network,
  msisdn: string,
  question: string,
): ResultCode | undefined {
  if (isLocked(network, msisdn)) return ratibaResults.locked
  return question.length > promptTextMax ? ratibaResults.pushError : undefined
}

function failLater(
  network: Network,
  request: RatibaRequest,
  told: { result: ResultCode; faults: readonly BoundFault[] },
): void {
  const planned = planRatibaFailure(network, request, told)
  commit(
    network,
    planned.map((row): Change => ['scheduled', row.id, row]),
  )
  void startTasks(network, planned)
}

function wrongField(
  network: Network,
  body: Body,
  organisation: OrganisationRecord,
): string | undefined {
  const amount = text(body, 'Amount')
  const checks: readonly (readonly [field: string, isRight: boolean])[] = [
    ['StandingOrderName', orderName(body) !== ''],
    ['StartDate', startOfEatDay(text(body, 'StartDate')) !== undefined],
    ['EndDate', startOfEatDay(text(body, 'EndDate')) !== undefined],
    ['TransactionType', isTransactionType(text(body, 'TransactionType'), organisation)],
    [
      'ReceiverPartyIdentifierType',
      text(body, 'ReceiverPartyIdentifierType') === (organisation.type === 'till' ? '2' : '4'),
    ],
    [
      'Amount',
      /^[1-9]\d{0,8}$/.test(amount) && Number(amount) <= network.config.limits.transactionKes,
    ],
    ['PartyA', wireMsisdnPattern.test(text(body, 'PartyA'))],
    ['CallBackURL', isCallbackUrl(network, text(body, 'CallBackURL'))],
    [
      'AccountReference',
      organisation.type === 'till' || isText(network, text(body, 'AccountReference'), 12),
    ],
    ['TransactionDesc', isText(network, text(body, 'TransactionDesc'), 13)],
  ]
  return checks.find(([, isRight]) => !isRight)?.[0]
}

/** One of the portal's samples doubles the name. */
function orderName(body: Body): string {
  return text(body, 'StandingOrderName') || text(body, 'StandingOrderNameName')
}

/** The portal's table misspells the merchant, Postman does not. */
function isTransactionType(type: string, organisation: OrganisationRecord): boolean {
  const wanted =
    organisation.type === 'till'
      ? /^Standing Order Customer Pay M[ae]rchant$/
      : /^Standing Order Customer Pay Bill$/
  return wanted.test(type)
}

function accepted(responseRefID: string): DarajaAnswer {
  return json(200, {
    ResponseHeader: {
      responseRefID,
      responseCode: '200',
      responseDescription: 'Request accepted for processing',
      ResultDesc: 'The service request is processed successfully.',
    },
    ResponseBody: {
      responseDescription: 'Request accepted for processing',
      responseCode: '200',
    },
  })
}

/** Ratiba's own envelope, seen live (reference §24). */
function refuse(network: Network, responseMessage: string): DarajaAnswer {
  return json(400, {
    requestRefId: network.identifiers.requestId(),
    responseMessage,
    responseCode: 400,
    timestamp: network.clock.now().toISOString().replace(/\.\d+/, ''),
  })
}
