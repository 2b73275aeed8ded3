import { describe, expect, test } from 'vitest'
import { startsCollections } from './collections-harness.ts'

const start = startsCollections()

describe('the name behind an account number', () => {
  test('is asked of the business: a token first, then the question', async () => {
    const lookup = {
      tokenUrl: 'https://pay.example.com',
      queryUrl: 'https://pay.example.com/hooks/hakikisha',
      username: 'user',
      password: 'secret',
    }
    const { simulator, daraja, received } = await start({
      receive: ({ url }) =>
        url.startsWith('https://pay.example.com/auth/v1/generate')
          ? new Response('{"access_token":"T0K3N","expires_in":3599}')
          : new Response('{"accountName":"AMINA TEST UNIT 7","accountNumber":"UNIT-7"}'),
    })
    const put = await daraja.control(
      'PUT',
      '/simulator/organisations/600984/account-lookup',
      lookup,
    )
    expect(put.status).toBe(204)
    expect(await simulator.phones.name('600984', 'UNIT-7')).toEqual({
      name: 'Example Org',
      type: 'paybill',
      accountName: 'AMINA TEST UNIT 7',
    })
    const [token, question] = received
    expect(token?.url).toBe(
      'https://pay.example.com/auth/v1/generate?grant_type=client_credentials',
    )
    expect(token?.headers.get('authorization')).toBe('Basic dXNlcjpzZWNyZXQ=')
    expect(question?.headers.get('authorization')).toBe('Bearer T0K3N')
    expect(JSON.parse(question?.body ?? '')).toEqual({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      timestamp: '2026-01-02T08:15:00.000Z',
      accountNumber: 'UNIT-7',
      shortcode: '600984',
    })
  })

  test('is left out when the business does not know it, and does not keep anybody from paying', async () => {
    const { simulator } = await start({ receive: () => new Response('{}', { status: 400 }) })
    simulator.phones.setAccountLookup('600984', {
      tokenUrl: 'https://pay.example.com',
      queryUrl: 'https://pay.example.com/q',
      username: 'u',
      password: 'p',
    })
    expect(await simulator.phones.name('600984', 'UNIT-7')).toEqual({
      name: 'Example Org',
      type: 'paybill',
    })
    expect(() => simulator.phones.setAccountLookup('999999', null)).toThrow('No organisation')
  })
})
