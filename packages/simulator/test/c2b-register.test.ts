import { describe, expect, test } from 'vitest'
import { expectLikeVector, startsCollections, vectors } from './collections-harness.ts'

const start = startsCollections()

describe('registering C2B URLs', () => {
  test('answers as live, or as documented, and keeps the URLs', async () => {
    const { send, simulator } = await start()
    const live = await send('c2bRegister')
    expect(live.status).toBe(200)
    expectLikeVector(live.json, vectors.syncResponses.c2bRegister_live.body, [
      'OriginatorCoversationID',
    ])
    expect(simulator.organisations.get('600984')?.c2b).toEqual({
      version: 'v2',
      responseType: 'Completed',
      confirmationUrl: 'https://pay.example.com/hooks/c2b/confirm',
      validationUrl: 'https://pay.example.com/hooks/c2b/validate',
    })
    const docs = await start({ behaviour: { c2bRegisterAnswer: 'docs' } })
    expectLikeVector(
      (await docs.send('c2bRegister')).json,
      vectors.syncResponses.c2bRegister_docs.body,
      ['OriginatorCoversationID'],
    )
  })

  test('takes v1 as well, and a number for the short code', async () => {
    const { daraja, simulator } = await start()
    const body = { ...vectors.requests.c2bRegister.body, ShortCode: 600984 }
    expect((await daraja.post('/mpesa/c2b/v1/registerurl', body)).status).toBe(200)
    expect(simulator.organisations.get('600984')?.c2b?.version).toBe('v1')
  })

  test('may be repeated in the sandbox, once only in production', async () => {
    const sandbox = await start()
    await sandbox.send('c2bRegister')
    expect((await sandbox.send('c2bRegister', { ResponseType: 'Cancelled' })).status).toBe(200)
    expect(sandbox.simulator.organisations.get('600984')?.c2b?.responseType).toBe('Cancelled')

    const production = await start({ behaviour: { c2bMode: 'production' } })
    await production.send('c2bRegister')
    const again = await production.send('c2bRegister', { ResponseType: 'Cancelled' })
    const vector = vectors.syncResponses.c2bRegister_again
    expect(again.status).toBe(vector.status)
    expectLikeVector(again.json, vector.body, ['requestId'])
    expect(production.simulator.organisations.get('600984')?.c2b?.responseType).toBe('Completed')
    const behind = await start({
      behaviour: { c2bMode: 'production', c2bRegisterAgain: 'duplicate-notification' },
    })
    await behind.send('c2bRegister')
    expect((await behind.send('c2bRegister')).json.errorMessage).toMatch(
      /^Duplicate notification info, SP ID is 600984, correlator is \d+$/,
    )
  })

  test('refuses the forbidden words, in any case, wherever they stand', async () => {
    const { send } = await start()
    const vector = vectors.syncResponses.c2bRegister_forbiddenWord
    const refused = await send('c2bRegister', { ValidationURL: 'https://pay.example.com/mPeSa/v' })
    expect(refused.status).toBe(vector.status)
    expectLikeVector(refused.json, vector.body, ['requestId'])
    for (const word of vectors.forbiddenUrlWords) {
      const ConfirmationURL = `https://${word}.example.com/c`
      const { json } = await send('c2bRegister', { ConfirmationURL })
      expect(json.errorMessage).toMatch(/^Bad Request - Invalid ConfirmationURL - URL has the word/)
      expect(String(json.errorMessage).endsWith(word.toUpperCase()) || word === 'exec').toBe(true)
    }
  })

  test.each([
    ['an unknown short code', { ShortCode: '999999' }, 'ShortCode'],
    ['another response type', { ResponseType: 'Maybe' }, 'ResponseType'],
    ['no confirmation URL', { ConfirmationURL: undefined }, 'ConfirmationURL'],
    ['a validation URL that is none', { ValidationURL: '<your url>' }, 'ValidationURL'],
  ])('refuses %s with 400.003.02', async (_what, change, field) => {
    const { send, simulator } = await start()
    expect(await send('c2bRegister', change)).toMatchObject({
      status: 400,
      json: { errorCode: '400.003.02', errorMessage: `Bad Request - Invalid ${field}` },
    })
    expect(simulator.organisations.get('600984')?.c2b).toBeNull()
  })

  test('is strict about spelling only where that is switched on, and about HTTPS in production', async () => {
    const lenient = await start()
    expect((await lenient.send('c2bRegister', { ResponseType: 'canceled' })).status).toBe(200)
    const strict = await start({ behaviour: { strict: true } })
    expect((await strict.send('c2bRegister', { ResponseType: 'completed' })).status).toBe(400)
    const plain = { ConfirmationURL: 'http://pay.example.com/c' }
    expect((await lenient.send('c2bRegister', plain)).status).toBe(200)
    const production = await start({ behaviour: { c2bMode: 'production' } })
    expect((await production.send('c2bRegister', plain)).status).toBe(400)
    const tunnel = { ConfirmationURL: 'https://abc.ngrok.io/c' }
    expect((await production.send('c2bRegister', tunnel)).status).toBe(400)
  })

  test('has its own words for a bad token, and for an application without the product', async () => {
    const { daraja } = await start({
      apps: [{ consumerKey: 'key', consumerSecret: 'secret', products: ['c2b-v2'] }],
    })
    const { body, path } = vectors.requests.c2bRegister
    expect(await daraja.post(path, body, { authorization: 'Bearer x' })).toMatchObject({
      status: 400,
      json: { errorCode: '400.003.01' },
    })
    await daraja.signIn()
    expect(await daraja.post('/mpesa/c2b/v1/registerurl', body)).toMatchObject({
      status: 401,
      json: { errorCode: '401.003.01' },
    })
    expect((await daraja.post(path, body)).status).toBe(200)
  })
})
