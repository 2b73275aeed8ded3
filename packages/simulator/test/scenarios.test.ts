import { describe, expect, test } from 'vitest'
import { scenarios } from '../src/index.ts'
import { callbackOf, itemOf } from './harness.ts'
import { asker, payer, resultOf, startsOperations } from './operations-harness.ts'

const startWorld = startsOperations()
const minute = 60_000

async function start() {
  const world = await startWorld()
  const { daraja } = world.ask
  return {
    ...world,
    daraja,
    run: (name: string, told: Record<string, unknown> = {}) =>
      daraja.control('POST', `/simulator/scenarios/${name}`, told),
  }
}

const balance = ({ simulator }: Awaited<ReturnType<typeof start>>) =>
  simulator.subscribers.get(payer)?.balance

describe('for a push', () => {
  test('paid, but the callback is lost: before the push, and while it is open', async () => {
    const world = await start()
    expect((await world.run('paid-callback-lost')).json.next).toMatchObject({
      en: expect.stringContaining('Send a push'),
    })
    await world.daraja.push({ Amount: 100 })
    await world.simulator.advance(20_000)
    expect([balance(world), world.received]).toEqual([4_900, []])

    world.simulator.subscribers.update(payer, { autoAnswer: null })
    await world.daraja.push({ Amount: 100 })
    await world.simulator.advance(2_000)
    await world.run('paid-callback-lost', { phone: '0708 374 149' })
    await world.simulator.advance(20_000)
    expect([balance(world), world.received]).toEqual([4_800, []])
    expect(world.simulator.faults.get()).toEqual({})
  })

  test('money arrives once, told five times', async () => {
    const world = await start()
    await world.run('told-many-times')
    await world.daraja.push()
    await world.simulator.advance(20_000)
    expect(world.received).toHaveLength(5)
    expect(balance(world)).toBe(4_875)
  })

  test('the callback is 72 hours late', async () => {
    const world = await start()
    await world.run('three-days-late')
    await world.daraja.push()
    await world.simulator.advance(72 * 60 * minute)
    expect(world.received).toEqual([])
    await world.simulator.advance(minute)
    expect(world.received).toHaveLength(1)
  })

  test('failed, then paid after all', async () => {
    const world = await start()
    await world.run('failed-then-paid')
    await world.daraja.push()
    await world.simulator.advance(3 * minute)
    expect(world.received.map((one) => callbackOf(one).ResultCode)).toEqual([1032, 0])
    expect(balance(world)).toBe(4_875)
  })

  test('a stranger forges a callback of the push that is open', async () => {
    const world = await start()
    await world.daraja.push()
    await world.simulator.advance(2_000)
    await world.run('forged-callback', { amount: 9_000 })
    expect(itemOf(world.received[0], 'Amount')).toBe(9_000)
    expect(balance(world)).toBe(5_000)
  })

  test.each([
    ['customer-cancels', 1032],
    ['phone-off', 1037],
    ['out-of-coverage', 1037],
    ['wrong-pin', 2001],
    ['no-money', 1],
  ])('%s ends with %i', async (name, code) => {
    const world = await start()
    await world.run(name)
    await world.daraja.push()
    await world.simulator.advance(3 * minute)
    expect(world.received.map((one) => callbackOf(one).ResultCode)).toEqual([code])
  })
})

describe('for money that goes out', () => {
  test('B2C times out, then succeeds', async () => {
    const world = await start()
    await world.run('b2c-timeout-then-success')
    await world.ask.send('b2cV3')
    await world.simulator.advance(5 * minute)
    expect(world.received.map(({ url }) => url.split('/').at(-1))).toEqual(['timeout', 'result'])
    expect(balance(world)).toBe(5_450)
  })

  test('the float runs dry', async () => {
    const world = await start()
    expect((await world.run('float-runs-dry', { shortcode: asker })).status).toBe(200)
    await world.ask.send('b2cV3')
    await world.simulator.advance(minute)
    expect(resultOf(world.received[0]).ResultCode).toBe(1)
  })

  test('the API operator is locked', async () => {
    const world = await start()
    expect((await world.run('initiator-locked', { shortcode: asker })).status).toBe(200)
    await world.ask.send('b2cV3')
    await world.simulator.advance(minute)
    expect(resultOf(world.received[0]).ResultCode).toBe(8006)
  })
})

test('C2B to an unknown account: the money is there, and the business is told', async () => {
  const world = await start()
  await world.daraja.post('/mpesa/c2b/v2/registerurl', {
    ShortCode: '600984',
    ResponseType: 'Completed',
    ConfirmationURL: 'https://pay.example.com/hooks/c2b/confirm',
    ValidationURL: 'https://pay.example.com/hooks/c2b/validate',
  })
  await world.run('c2b-unknown-account', { shortcode: '600984', amount: 40, account: 'TYPO' })
  await world.simulator.advance(minute)
  expect(JSON.parse(world.received[0]?.body ?? '{}')).toMatchObject({
    BillRefNumber: 'TYPO',
    TransAmount: '40.00',
  })
})

test('every scenario can be run, and speaks both languages', async () => {
  const { daraja } = await start()
  const listed = (await daraja.control('GET', '/simulator/scenarios')).text
  expect(JSON.parse(listed)).toEqual(scenarios)
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length)
  for (const { name, title, sentence, next } of scenarios) {
    const world = await start()
    const answer = await world.run(name)
    expect({ name, status: answer.status, text: answer.text }).toMatchObject({ status: 200 })
    for (const words of [title, sentence, next]) {
      expect(words.en).toMatch(/^[A-Z]/)
      expect(words.sw).toMatch(/^[A-Z]/)
      expect(words.sw).not.toBe(words.en)
    }
  }
})

test.each([
  ['no-such', {}, 404, 'There is no scenario “no-such”'],
  ['phone-off', { phone: '12' }, 400, 'not a Kenyan mobile number'],
  ['float-runs-dry', { shortcode: '999999' }, 409, 'No organisation has the number 999999'],
  ['phone-off', { colour: 'red' }, 400, 'colour'],
])('%s %j is refused with %i and a sentence', async (name, told, status, sentence) => {
  const { run } = await start()
  const answer = await run(name, told)
  expect(answer.status).toBe(status)
  expect(answer.json.message).toContain(sentence)
})
