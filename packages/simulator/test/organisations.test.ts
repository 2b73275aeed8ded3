import { describe, expect, test } from 'vitest'
import { payer, startsSimulators } from './harness.ts'

const start = startsSimulators()

describe('organisations', () => {
  test('those of the sandbox are there from the start, with money and the shared initiator', async () => {
    const { simulator } = await start()
    const codes = simulator.organisations.list().map(({ shortcode }) => shortcode)
    const sandbox = ['600000', '600978', '600984', '600992', '600996', '600997', '600999']
    expect(codes).toEqual(['174379', ...sandbox, '572572', '300584', '888880'])
    expect(simulator.organisations.get('600992')).toMatchObject({
      type: 'paybill',
      tariff: 'none',
      balances: { utility: 1_000_000, working: 1_000_000, charges: 0, merchant: 0 },
      initiators: [{ name: 'testapi', password: 'Safaricom999!*!', state: 'active' }],
    })
    expect(simulator.organisations.get('300584')).toMatchObject({
      type: 'till',
      nominatedNumber: '254708374149',
    })
    expect(simulator.books().organisations.map(({ shortcode }) => shortcode)).toEqual(['174379'])
  })

  test('a configured business comes first, takes the place of the sandbox’s, and starts without money', async () => {
    const business = {
      shortcode: '600992',
      name: 'DUKA LA AMINA',
      type: 'till',
      till: '512345',
      passkey: 'secret',
    } as const
    const { simulator } = await start({ businesses: [business] })
    expect(simulator.organisations.list()[0]).toMatchObject({
      ...business,
      balances: { utility: 0, merchant: 0, working: 0 },
    })
    expect(simulator.organisations.get('512345')?.shortcode).toBe('600992')
    expect(simulator.books().organisations[0]).toMatchObject({ shortcode: '600992' })
  })

  test('can be made with money and changed; API operators too', async () => {
    const { daraja, simulator } = await start()
    const made = await daraja.control('POST', '/simulator/organisations', {
      shortcode: '555001',
      name: 'Example Org',
      type: 'paybill',
      tariff: 'mgao',
      balances: { working: 1_200.5 },
    })
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({ tariff: 'mgao', balances: { working: 1_200.5 } })
    const changed = await daraja.control('PATCH', '/simulator/organisations/555001', {
      state: 'suspended',
      tariff: 'none',
      c2b: {
        version: 'v2',
        responseType: 'Completed',
        confirmationUrl: 'https://example.com/c',
        validationUrl: 'https://example.com/v',
      },
    })
    expect(changed.json).toMatchObject({ state: 'suspended', tariff: 'none', name: 'Example Org' })
    const path = '/simulator/organisations/555001/initiators/amina'
    const pending = await daraja.control('PUT', path, { roles: ['b2c'] })
    expect(pending.json).toMatchObject({ name: 'amina', roles: ['b2c'], state: 'pending' })
    const active = await daraja.control('PUT', path, { password: 'Siri.2026' })
    expect(active.json).toMatchObject({ roles: ['b2c'], state: 'active', wrongTries: 0 })
    expect(simulator.organisations.get('555001')?.initiators).toHaveLength(2)
  })

  test.each([
    ['POST', '', { shortcode: '12', name: 'X', type: 'paybill' }, 400, 'five to seven digits'],
    ['POST', '', { shortcode: '174379', name: 'X', type: 'paybill' }, 409, 'already'],
    [
      'POST',
      '',
      { shortcode: '555001', name: 'X', type: 'till', till: '300584' },
      409,
      'SANDBOX TILL',
    ],
    [
      'POST',
      '',
      { shortcode: '555001', name: 'X', type: 'paybill', till: '512345' },
      400,
      'Only a till',
    ],
    [
      'POST',
      '',
      { shortcode: '555001', name: 'X', type: 'paybill', balances: { merchant: 5 } },
      400,
      'no merchant',
    ],
    ['PATCH', '/999999', { name: 'X' }, 404, 'No organisation has the number'],
    ['PATCH', '/174379', { colour: 'red' }, 400, 'colour'],
    ['GET', '/999999', undefined, 404, 'No organisation has the number'],
    ['POST', '/600992/top-up', { account: 'merchant', amount: 5 }, 400, 'no Merchant Account'],
    ['POST', '/600992/top-up', { account: 'charges', amount: 5 }, 400, 'charges and settlements'],
    ['POST', '/600992/top-up', { account: 'working', amount: -5 }, 400, 'amount'],
    ['POST', '/600992/top-up', { account: 'working', amount: 0.001 }, 400, 'two decimals'],
    ['POST', '/600992/move', { from: 'working', to: 'working', amount: 5 }, 400, 'there already'],
    ['POST', '/600992/move', { from: 'float', to: 'working', amount: 5 }, 409, 'only Ksh0.00'],
    ['POST', '/174379/settle', {}, 409, 'nothing to settle'],
    ['POST', '/600992/settle', { amount: 3_000_000 }, 409, 'only Ksh2,000,000.00'],
    ['PUT', '/600992/initiators/x', { roles: ['emperor'] }, 400, 'roles'],
    ['GET', '/600992/statement?format=pdf', undefined, 400, 'format'],
    ['GET', '/600992/statement?from=yesterday', undefined, 400, 'is no date'],
    ['GET', '/600992/statement?cursor=x', undefined, 400, 'cursor'],
  ])('%s %s %j is refused with %i and a sentence', async (method, path, body, status, sentence) => {
    const { daraja, simulator } = await start()
    const before = simulator.organisations.list()
    const answer = await daraja.control(method, `/simulator/organisations${path}`, body)
    expect(answer.status).toBe(status)
    expect(answer.json.message).toContain(sentence)
    expect(simulator.organisations.list()).toEqual(before)
  })
})

describe('money of organisations', () => {
  test('comes from the bank, moves between their accounts, and is settled with the charges', async () => {
    const { daraja, simulator } = await start({
      businesses: [
        {
          shortcode: '555001',
          name: 'Example Org',
          type: 'paybill',
          passkey: 'p',
          tariff: 'customer-bouquet',
        },
      ],
      subscribers: [{ phone: payer, balance: 50_000 }],
    })
    const path = '/simulator/organisations/555001'
    simulator.phones.payBill({
      phone: payer,
      business: '555001',
      account: 'A1',
      amount: 6_000,
      pin: '1234',
    })
    await simulator.advance(20_000)
    expect(simulator.organisations.get('555001')?.balances).toMatchObject({
      utility: 6_000,
      charges: -42,
      working: 0,
    })
    await daraja.control('POST', `${path}/top-up`, { account: 'working', amount: 100 })
    await daraja.control('POST', `${path}/move`, { from: 'working', to: 'utility', amount: 30 })
    const settled = await daraja.control('POST', `${path}/settle`, { amount: 5_000 })
    expect(settled.json).toMatchObject({ kind: 'settlement', amount: 5_000 })
    expect(simulator.organisations.get('555001')?.balances).toEqual({
      utility: 0,
      merchant: 0,
      working: 1_058,
      charges: 0,
      settlement: 0,
      float: 0,
    })
    expect(simulator.books().organisations[0]).toMatchObject({ bankCents: 490_000n })
    expect(simulator.books().feesCents).toBe(4_200n)
    const rest = await daraja.control('POST', `${path}/settle`)
    expect(rest.json).toMatchObject({ amount: 1_058 })
    const { balances } = simulator.organisations.get('555001') ?? {}
    expect(Object.values(balances ?? {})).toEqual([0, 0, 0, 0, 0, 0])
  })
})
