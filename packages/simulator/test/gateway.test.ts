import { describe, expect, test } from 'vitest'
import { gatewayMistakes, post, withoutProducts, wrongToken } from './gateway-mistakes.ts'
import { createCaller, payer, startsSimulators, stk } from './harness.ts'
import { requestBody, vectors } from './operations-harness.ts'

const start = startsSimulators()

describe('every error of the gateway is reached by the mistake it is for, or by a switch', () => {
  test.each(
    vectors.gatewayErrors.map(
      (error) => [`${error.errorCode} ${error.errorMessage}`, error] as const,
    ),
  )('%s', async (name, { http, errorCode, errorMessage }) => {
    const { options = {}, make } = gatewayMistakes[name] ?? {
      make: () => Promise.reject(new Error(name)),
    }
    const { daraja } = await start(options)
    const { status, json } = await make(daraja)
    const message = errorMessage
      .replace('<Field>', 'Amount')
      .replace('<METHOD>', 'PUT')
      .replace('<token>', 'nothing')
    expect(Object.keys(json)).toEqual(['requestId', 'errorCode', 'errorMessage'])
    expect({ status, errorCode: json.errorCode }).toEqual({ status: http, errorCode })
    // The reference has this one without its end.
    const isCut = errorCode === '400.003.02'
    expect(json.errorMessage).toBe(isCut ? 'Bad Request - Invalid ResponseType' : message)
    expect(json.requestId).toMatch(new RegExp(stk.merchantRequestIdPattern))
  })
})

describe('the gateway', () => {
  test.each([
    ['stkPush', 404, '404.001.03', 'Invalid Access Token'],
    ['stkQuery', 404, '404.001.03', 'Invalid Access Token'],
    ['reversal', 404, '404.001.03', 'Invalid Access Token'],
    ['b2cV1', 401, '401.002.01', 'Error Occurred - Invalid Access Token - nothing'],
    ['pochi', 401, '401.002.01', 'Error Occurred - Invalid Access Token - nothing'],
    ['b2bPayBill', 401, '401.002.01', 'Error Occurred - Invalid Access Token - nothing'],
    ['tax', 401, '401.002.01', 'Error Occurred - Invalid Access Token - nothing'],
    ['balance', 401, '401.002.01', 'Error Occurred - Invalid Access Token - nothing'],
    ['status', 401, '401.002.01', 'Error Occurred - Invalid Access Token - nothing'],
    ['qr', 400, '400.003.01', 'Invalid Access Token'],
    ['pullQuery', 401, '401.001', 'Error Occurred - Invalid Access Token - '],
    ['express', 401, '401', 'Unauthorized - Invalid Access Token'],
  ] as const)('refuses a wrong token of %s in its own way', async (name, ...refusal) => {
    const { daraja } = await start()
    const [status, errorCode, errorMessage] = refusal
    expect(await post(daraja, name, {}, wrongToken)).toMatchObject({
      status,
      json: { errorCode, errorMessage },
    })
  })

  test('lets an application do what it has products for, and nothing else', async () => {
    const { daraja } = await start({
      apps: [{ consumerKey: 'key', consumerSecret: 'secret', products: ['account-balance'] }],
    })
    expect((await post(daraja, 'balance')).status).toBe(200)
    expect((await post(daraja, 'b2cV3')).json).toMatchObject({
      errorCode: '401.002.01',
      errorMessage: 'Error Occurred - Invalid Access Token - ',
    })
    expect((await post(daraja, 'stkPush')).json.errorCode).toBe('401.003.01')
  })

  test('tells every missing product alike where that is switched on', async () => {
    const behaviour = { missingProduct: 'no-match' } as const
    const { daraja } = await start({ ...withoutProducts, behaviour })
    for (const name of ['stkPush', 'b2cV3', 'pullQuery', 'express', 'status'] as const) {
      expect((await post(daraja, name)).json.errorCode).toBe('401.003.01')
    }
  })

  test.each([
    ['stkPush', 'BusinessShortCode'],
    ['b2cV3', 'InitiatorName'],
    ['pochi', 'InitiatorName'],
    ['b2bPayBill', 'Initiator'],
    ['balance', 'Initiator'],
  ] as const)('misses the first field of a form-encoded %s: %s', async (name, field) => {
    const { daraja } = await start()
    const form = 'application/x-www-form-urlencoded'
    const body = new URLSearchParams({ [field]: 'testapi' }).toString()
    expect(
      (await daraja.post(vectors.requests[name].path, body, { 'content-type': form })).json,
    ).toMatchObject({ errorCode: '400.002.02', errorMessage: `Bad Request - Invalid ${field}` })
  })

  test('knows neither a slash at the end of a path nor another casing', async () => {
    const { daraja } = await start()
    const { path } = vectors.requests.b2cV3
    for (const wrong of [`${path}/`, path.toUpperCase(), path.replace('b2c', 'B2C')]) {
      expect((await daraja.post(wrong, requestBody('b2cV3'))).json).toMatchObject({
        errorCode: '404.001.01',
        errorMessage: 'Resource not found',
      })
    }
  })

  test('lets each application ask once in twelve seconds where the spike arrest is on', async () => {
    const { daraja, simulator } = await start({ behaviour: { spikeArrestPerMinute: 5 } })
    expect((await post(daraja, 'balance')).status).toBe(200)
    expect(await post(daraja, 'balance')).toMatchObject({
      status: 429,
      json: { fault: { detail: { errorcode: 'policies.ratelimit.SpikeArrestViolation' } } },
    })
    const other = createCaller(simulator)
    await other.signIn(`Basic ${Buffer.from('other:secret').toString('base64')}`)
    expect((await post(other, 'balance')).status).toBe(200)
    await simulator.advance(12_000)
    expect((await post(daraja, 'balance')).status).toBe(200)
  })

  test('says so when M-PESA is being worked on', async () => {
    const { daraja } = await start({ behaviour: { maintenance: true } })
    expect((await daraja.signIn()).status).toBe(200)
    expect((await post(daraja, 'balance')).json.errorCode).toBe('00.002.1001')
  })

  test('OAuth can use the words of the portal', async () => {
    const authenticationText = 'Invalid Authentication type passed'
    const { daraja } = await start({ behaviour: { authenticationText } })
    expect((await daraja.signIn('Bearer x')).json.errorMessage).toBe(authenticationText)
  })

  test('keeps security credentials out of what it shows', async () => {
    const { daraja, simulator } = await start()
    await post(daraja, 'b2cV3')
    const shown = JSON.stringify([simulator.requests(), simulator.traffic.list({})])
    expect(shown).not.toContain(vectors.credential.ciphertext.slice(0, 40))
    expect(shown).not.toContain(daraja.token())
    expect(shown).toContain(payer)
  })
})
