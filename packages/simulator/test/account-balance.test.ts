import { describe, expect, test } from 'vitest'
import { parameter, startsOperations } from './operations-harness.ts'

const start = startsOperations()

describe('Account Balance', () => {
  test('tells every account of a PayBill as the books have it', async () => {
    const { ask } = await start()
    await ask.done('b2cV3')
    const { result, callback } = await ask.done('balance')
    expect(callback?.url).toBe('https://pay.example.com/hooks/balance/result')
    expect(result).toMatchObject({ ResultCode: 0, TransactionID: 'UKN0000000' })
    expect(parameter(result, 'AccountBalance')).toBe(
      [
        'Working Account|KES|50000.00|50000.00|0.00|0.00',
        'Float Account|KES|0.00|0.00|0.00|0.00',
        'Utility Account|KES|99550.00|99550.00|0.00|0.00',
        'Charges Paid Account|KES|-5.00|-5.00|0.00|0.00',
        'Organization Settlement Account|KES|0.00|0.00|0.00|0.00',
      ].join('&'),
    )
    expect(parameter(result, 'BOCompletedTime')).toBe(20261123120006)
  })

  test('a till has Merchant in the place of Utility, and may be named by either number', async () => {
    const { ask } = await start()
    for (const PartyA of ['600111', '300222']) {
      const { result } = await ask.done('balance', { PartyA, IdentifierType: '2' })
      expect(parameter(result, 'AccountBalance')).toMatch(
        /^Working .*&Merchant Account\|KES\|20000\.00\|/,
      )
      expect(parameter(result, 'AccountBalance')).not.toMatch(/Utility/)
    }
  })

  test('a failure says what was asked and what is wrong', async () => {
    const { ask } = await start()
    const { result } = await ask.done('balance', { SecurityCredential: 'AAAA' })
    expect(result.ResultCode).toBe(2001)
    expect(parameter(result, 'ActionType')).toBe('AccountBalance')
    expect(parameter(result, 'ErrorMsg')).toBe('The initiator information is invalid.')
    expect(result.ReferenceData.ReferenceItem).toEqual({ Key: 'QueueTimeoutURL' })
  })

  test.each([
    ['CommandID', 'Balance'],
    ['PartyA', ''],
    ['IdentifierType', '11'],
    ['QueueTimeOutURL', undefined],
  ])('refuses %s = %s by its name', async (field, value) => {
    const { ask } = await start()
    expect((await ask.send('balance', { [field]: value })).json.errorMessage).toBe(
      `Bad Request - Invalid ${field}`,
    )
  })
})
