import { describe, expect, test } from 'vitest'
import {
  accepted,
  callbackBody,
  expectNothingMoved,
  expectStillPayable,
  type OpenDeposit,
  openDeposit,
  postCallback,
  queuesOf,
  verdictsOn,
} from '../setup/deposits.ts'
import { balanceOf, effectsOf, sharedSystem } from '../setup/scenario.ts'

const system = sharedSystem()

describe('a callback that is no callback is kept, answered, and moves nothing', () => {
  const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  const bodies: [string, (deposit: OpenDeposit) => string | Buffer][] = [
    ['empty', () => ''],
    ['truncated', (deposit) => callbackBody(deposit).slice(0, -20)],
    ['no JSON', () => 'ResultCode=0'],
    ['HTML', () => '<html>ok</html>'],
    ['null', () => 'null'],
    ['a list', () => '[]'],
    ['an empty object', () => '{}'],
    ['deeply nested', () => nested],
    ['not UTF-8', () => Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])],
    [
      'UTF-8 broken in the middle of a value',
      (deposit) =>
        Buffer.concat([
          Buffer.from(callbackBody(deposit).slice(0, 60)),
          Buffer.from([0xc3, 0x28, 0]),
        ]),
    ],
    ['in UTF-16', (deposit) => Buffer.from(callbackBody(deposit), 'utf16le')],
    ['exactly 64 kB', () => Buffer.alloc(65_536, 0x20)],
    [
      'another kind of result',
      () => JSON.stringify({ Result: { ResultCode: 0, TransactionID: 'X' } }),
    ],
    ['stkCallback is a text', () => JSON.stringify({ Body: { stkCallback: 'paid' } })],
    ['no result code', (deposit) => withoutResultCode(deposit)],
    ['a NUL in the result code', (deposit) => callbackBody(deposit, { resultCode: '0\u0000' })],
    ['an object as result code', (deposit) => callbackBody(deposit, { resultCode: { code: 0 } })],
  ]
  test.each(bodies)('%s', async (_, bodyOf) => {
    const deposit = await openDeposit(system())
    await expectNothingMoved(system(), deposit, { body: bodyOf(deposit) })
    expect(await verdictsOn(system(), deposit.transactionId)).toEqual(['unreadable'])
    expect(await queuesOf(system(), deposit.transactionId)).toEqual(['unreadable'])
    await expectStillPayable(system(), deposit)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', '%%%', ''])(
    'whatever content type it says: %j',
    async (type) => {
      const deposit = await openDeposit(system())
      const headers = { 'content-type': type }
      const body = callbackBody(deposit)
      expect(await postCallback(system(), deposit.callbackPath, body, { headers })).toEqual(
        accepted,
      )
      expect(await balanceOf(system(), deposit.userId)).toBe(deposit.amount)
    },
  )

  test('over 64 kB it is refused, and moves nothing', async () => {
    const deposit = await openDeposit(system())
    const before = await effectsOf(system())
    const huge = callbackBody(deposit).padEnd(70_000, ' ')
    expect((await postCallback(system(), deposit.callbackPath, huge)).status).toBe(413)
    expect(await effectsOf(system())).toEqual(before)
    await expectStillPayable(system(), deposit)
  })
})

function withoutResultCode(deposit: OpenDeposit): string {
  const body = JSON.parse(callbackBody(deposit))
  delete body.Body.stkCallback.ResultCode
  return JSON.stringify(body)
}
