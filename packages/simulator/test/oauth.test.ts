import { describe, expect, test } from 'vitest'
import { startsSimulators, stk } from './harness.ts'

const start = startsSimulators()

describe('OAuth', () => {
  test('gives a token of 28 characters that lives 3599 seconds', async () => {
    const { daraja } = await start()
    const { status, json } = await daraja.signIn()
    expect(status).toBe(200)
    expect(json).toEqual({
      access_token: expect.stringMatching(/^[A-Za-z0-9]{28}$/),
      expires_in: 3599,
    })
  })

  test('minds no Content-Type of a request without a body, as kits send it', async () => {
    const { daraja } = await start()
    const { status } = await daraja.call('/oauth/v1/generate?grant_type=client_credentials', {
      headers: { authorization: 'Basic a2V5OnNlY3JldA==', 'content-type': 'application/json' },
    })
    expect(status).toBe(200)
  })

  test('tells the life as a string where the older Daraja is wanted', async () => {
    const { daraja } = await start({ behaviour: { expiresIn: 'string' } })
    expect((await daraja.signIn()).json.expires_in).toBe('3599')
  })

  test.each([
    ['no header', undefined],
    ['another scheme', 'Bearer abc'],
    ['no colon', `Basic ${btoa('keysecret')}`],
    ['an empty secret', `Basic ${btoa('key:')}`],
  ])('refuses %s with 400.008.01', async (_what, authorization) => {
    const { daraja } = await start()
    const answer = await daraja.call('/oauth/v1/generate?grant_type=client_credentials', {
      headers: authorization === undefined ? {} : { authorization },
    })
    expect(answer).toMatchObject({
      status: 400,
      json: { errorCode: '400.008.01', errorMessage: 'Invalid Authentication passed' },
    })
    expect(answer.json.requestId).toMatch(new RegExp(stk.merchantRequestIdPattern))
  })

  test('refuses another grant type with 400.008.02', async () => {
    const { daraja } = await start()
    const answer = await daraja.call('/oauth/v1/generate', {
      headers: { authorization: 'Basic a2V5OnNlY3JldA==' },
    })
    expect(answer).toMatchObject({
      status: 400,
      json: { errorCode: '400.008.02', errorMessage: 'Invalid grant type passed' },
    })
  })

  test('refuses unknown keys when applications are configured, in production with an empty body', async () => {
    const apps = [{ consumerKey: 'key', consumerSecret: 'secret' }]
    const sandbox = await start({ apps })
    expect((await sandbox.daraja.signIn()).status).toBe(200)
    expect((await sandbox.daraja.signIn(`Basic ${btoa('key:other')}`)).json.errorCode).toBe(
      '400.008.01',
    )
    const production = await start({ apps, behaviour: { wrongKeys: 'empty' } })
    expect(await production.daraja.signIn(`Basic ${btoa('key:other')}`)).toMatchObject({
      status: 400,
      text: '',
    })
  })

  test('a token ends by the clock', async () => {
    const { daraja, simulator } = await start()
    await daraja.signIn()
    await simulator.advance(3_598_000)
    expect((await daraja.push()).status).toBe(200)
    await simulator.advance(1_000)
    expect((await daraja.push()).json.errorCode).toBe('404.001.03')
  })

  test.each([
    [false, 200],
    [true, 404],
  ])(
    'a new token revokes the earlier one only when switched on (%s)',
    async (newTokenRevokes, status) => {
      const { daraja } = await start({ behaviour: { newTokenRevokes } })
      await daraja.signIn()
      const earlier = daraja.token()
      await daraja.signIn()
      expect((await daraja.push({}, { authorization: `Bearer ${earlier}` })).status).toBe(status)
    },
  )
})
