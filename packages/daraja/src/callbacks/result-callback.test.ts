import { describe, expect, test } from 'vitest'
import { resultCallbackBody } from '../testing.ts'
import { type DarajaHint, parseDaraja } from './parse-daraja.ts'

function readResult(body: string, kind?: DarajaHint['kind']) {
  const parsed = parseDaraja(body, kind === undefined ? {} : { kind })
  if (!parsed.ok || parsed.message.kind !== 'result') throw new Error('no result')
  return parsed.message
}

describe('results', () => {
  test('a status query that worked says nothing of the payment but its fate', () => {
    const withStatus = (status: string | null) =>
      readResult(resultCallbackBody({ api: 'status', parameters: [['TransactionStatus', status]] }))
    const fates = [
      ['Completed', 'completed'],
      ['COMPLETED', 'completed'],
      ['Failed', 'failed'],
      ['Cancelled', 'failed'],
      ['Declined', 'failed'],
      ['Expired', 'failed'],
      ['Authorized', 'pending'],
      ['Pending Authorized', 'pending'],
      ['Initiated', 'pending'],
      ['Reversed', 'unknown'],
      [null, 'unknown'],
    ] as const
    for (const [status, fate] of fates) {
      expect(withStatus(status)).toMatchObject({
        succeeded: true,
        api: 'status',
        parameters: { fate },
      })
    }
  })

  test('that answer a question are no payments, whatever the hint says', () => {
    for (const api of ['status', 'balance', 'reversal'] as const) {
      expect(readResult(resultCallbackBody({ api }), 'b2c').api).toBe(api)
    }
    expect(readResult(resultCallbackBody({ api: 'b2c' }), 'pochi').api).toBe('pochi')
    expect(readResult(resultCallbackBody({ api: 'b2b' }), 'tax').api).toBe('tax')
  })

  test('keep every parameter, twice told ones too, in their order', () => {
    const parameters = [
      ['DebitPartyName', '600992 - A'],
      ['DebitPartyName', '254708374149 - B'],
      ['TransactionStatus', 'Completed'],
      ['Amount', 1],
      ['Amount', 2],
    ] as const
    const message = readResult(resultCallbackBody({ api: 'status', parameters }))
    expect(message.items).toEqual(parameters.map(([key, value]) => ({ key, value: String(value) })))
    expect(message.parameters).toMatchObject({
      debitParty: { id: '600992', name: 'A' },
      creditParty: { id: '254708374149', name: 'B' },
    })
    // Two amounts that differ are no amount.
    expect(message.parameters).not.toHaveProperty('amount')
    expect(message.unreadable).toEqual(['Amount'])
  })

  test('are known by misspelt and spaced keys too', () => {
    const body = resultCallbackBody({
      api: 'status',
      parameters: [
        ['Conversation ID', 'AG_1'],
        ['Originator Conversation ID', 'o-1'],
        ['TransactionStatus', 'Completed'],
      ],
    })
      .replace('"OriginatorConversationID"', '"OriginatorCoversationID"')
      .replace('"Occasion"', '"Occassion","Value":"Jan"')
    expect(readResult(body)).toMatchObject({
      originatorConversationId: '7d2c-4e0a-9b11-3f6a0c55e1d21204988',
      occasion: 'Jan',
      parameters: { conversationId: 'AG_1', originatorConversationId: 'o-1' },
    })
  })

  test('need a code and an identifier', () => {
    const whole = JSON.parse(resultCallbackBody({ api: 'b2c' })).Result
    const told = (changes: object) =>
      parseDaraja(JSON.stringify({ Result: { ...whole, ...changes } }))
    expect(told({ ResultCode: undefined })).toMatchObject({
      ok: false,
      reason: 'no usable ResultCode',
    })
    expect(told({ ResultCode: {} }).ok).toBe(false)
    const anonymous = { ConversationID: '', OriginatorConversationID: undefined }
    expect(told(anonymous)).toMatchObject({ ok: false, reason: 'no usable ConversationID' })
    expect(told({ ConversationID: '' }).ok).toBe(true)
  })

  test('an own URL that looks like Safaricom’s is no sign', () => {
    const url = 'https://pay.example.com/mpesa/reversalresults/v1/submit'
    const references = [['QueueTimeoutURL', url]] as const
    const body = resultCallbackBody({ api: 'b2c', resultCode: 1, references })
    expect(readResult(body).api).toBeUndefined()
  })
})
