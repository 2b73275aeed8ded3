import type { SimulatorOptions } from '../src/index.ts'
import type { createCaller } from './harness.ts'
import { type Fields, type RequestName, requestBody, vectors } from './operations-harness.ts'

export type Caller = ReturnType<typeof createCaller>
type Answer = Awaited<ReturnType<Caller['call']>>
/** A refusal of the reference, and the mistake or the switch that gets it. */
export type Mistake = { options?: SimulatorOptions; make(caller: Caller): Promise<Answer> }

/** Sends the reference's request with these fields changed. */
export const post = (caller: Caller, name: RequestName, changes: Fields = {}, headers = {}) =>
  caller.post(vectors.requests[name].path, requestBody(name, changes), headers)
const send =
  (name: RequestName, changes: Fields = {}, headers = {}): Mistake['make'] =>
  (caller) =>
    post(caller, name, changes, headers)
const twice =
  (name: RequestName): Mistake['make'] =>
  async (caller) => {
    await post(caller, name)
    return post(caller, name)
  }
export const wrongToken = { authorization: 'Bearer nothing' }
const noHeader = { authorization: '' }
export const withoutProducts: SimulatorOptions = {
  apps: [{ consumerKey: 'key', consumerSecret: 'secret', products: [] }],
}
const pendingPush: Mistake['make'] = async (caller) => {
  const { json } = await caller.push()
  return caller.query(json.CheckoutRequestID)
}
const soon = { timings: { earlyQueryMs: 0 } }

/** What gets each refusal of the reference, by its code and words. */
export const gatewayMistakes: Record<string, Mistake> = {
  '400.001 Invalid ShortCode': { make: send('pullQuery', { ShortCode: '123456' }) },
  '400.002.02 Bad Request - Invalid <Field>': { make: send('b2cV3', { Amount: 'ten' }) },
  '400.002.05 Invalid Request Payload': {
    make: (caller) => caller.post(vectors.requests.status.path, '{"Initiator":'),
  },
  '400.003.01 Invalid Access Token': { make: send('c2bRegister', {}, wrongToken) },
  '400.003.02 Bad Request': { make: send('c2bRegister', { ResponseType: 'Never' }) },
  '400.008.01 Invalid Authentication passed': { make: (caller) => caller.signIn('Bearer x') },
  '400.008.02 Invalid grant type passed': {
    make: (caller) =>
      caller.call('/oauth/v1/generate?grant_type=password', {
        headers: { authorization: 'Basic a2V5OnNlY3JldA==' },
      }),
  },
  '401 Unauthorized - Invalid Access Token': { options: withoutProducts, make: send('express') },
  '401.001 Error Occurred - Invalid Access Token - ': {
    options: withoutProducts,
    make: send('pullQuery'),
  },
  '401.002.01 Error Occurred - Invalid Access Token - <token>': {
    make: send('b2cV3', {}, wrongToken),
  },
  '401.003.01 Error Occurred - Invalid Access Token - Invalid API call as no apiproduct match found':
    { options: withoutProducts, make: send('c2bRegister') },
  '403.002.1001 You are not authorized to initiate this transaction': {
    options: { behaviour: { withoutB2cV3: ['600992'] } },
    make: send('b2cV3'),
  },
  '404.001.01 Resource not found': { make: (caller) => caller.post('/mpesa/stkpush/v2/x', {}) },
  '404.001.03 Invalid Access Token': { make: send('stkPush', {}, wrongToken) },
  '404.001.04 Invalid Authentication Header': { make: send('status', {}, noHeader) },
  '404.002.01 Resource not found': {
    make: (caller) => caller.post('/mpesa/accountbalance/v2/query', {}),
  },
  '404.003.01 Resource not found': {
    make: (caller) => caller.post('/mpesa/transactionstatus/v2/query', {}),
  },
  '405.001 <METHOD> Method Not Allowed': {
    make: (caller) => caller.call(vectors.requests.b2cV3.path, { method: 'PUT' }),
  },
  '500.001.1001 Merchant does not exist': {
    make: send('stkPush', { BusinessShortCode: 555555, PartyB: 555555 }),
  },
  '500.001.1001 Wrong credentials': {
    options: { behaviour: { wrongPasswordText: 'Wrong credentials' } },
    make: send('stkPush', { Password: 'x' }),
  },
  '500.001.1001 [MerchantValidate] - Wrong credentials': {
    make: send('stkPush', { Password: 'x' }),
  },
  '500.001.1001 Unable to lock subscriber, a transaction is already in process for the current subscriber':
    { make: twice('stkPush') },
  '500.001.1001 The transaction is being processed': {
    options: { ...soon, behaviour: { pendingQuery: '500' } },
    make: pendingPush,
  },
  '500.001.1001 The transaction does not Exist': { make: send('stkQuery') },
  '500.001.1001 ': {
    options: { ...soon, behaviour: { pendingQuery: '500-empty' } },
    make: pendingPush,
  },
  '500.002.1001 Duplicate OriginatorConversationID.': { make: twice('b2cV3') },
  '500.003.02 Error Occurred: Spike Arrest Violation': {
    options: { behaviour: { spikeArrestPerMinute: 5, spikeArrestAnswer: 'envelope' } },
    make: twice('balance'),
  },
  '500.003.02 System is busy. Please try again in few minutes.': {
    options: { behaviour: { spikeArrestPerMinute: 5, spikeArrestAnswer: 'busy' } },
    make: twice('stkPush'),
  },
  '500.003.03 Error Occurred: Quota Violation': {
    options: { behaviour: { quotaPerDay: 1 } },
    make: twice('reversal'),
  },
  '500.003.1001 Internal Server Error': {
    options: { faults: { 'http-500': { on: 'b2c' } } },
    make: send('b2cV3'),
  },
  '500.003.1001 Urls are already registered.': {
    options: { behaviour: { c2bMode: 'production' } },
    make: twice('c2bRegister'),
  },
}
