import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/api-vectors.json' with { type: 'json' }
import { hook, keys, operator, post, run } from '../../test-data/run-cli.ts'
import { sandbox } from '../sandbox.ts'
import { errorReply, fakeConversationId, stkCallbackBody, stkQueryReply } from '../testing.ts'

describe('stk', () => {
  test('asks a phone to pay, and says that nothing is paid yet', async () => {
    const told = await run('stk 0708374149 5')
    expect(told.code).toBe(0)
    expect(told.out).toContain('Not paid yet')
    expect(told.out).toContain('0708***149')
    expect(told.out).toContain('daraja query ws_CO_')
    expect(told.sent).toMatchObject([
      {
        url: 'https://sandbox.safaricom.co.ke/mpesa/stkpush/v1/processrequest',
        body: {
          BusinessShortCode: 174379,
          Amount: 5,
          PhoneNumber: 254708374149,
          CallBackURL: hook.DARAJA_CALLBACK_URL,
        },
      },
    ])
  })

  test('to a till names its head office', async () => {
    const { sent } = await run('stk 0708374149 5 --till 300222 --shortcode 600111')
    expect(sent[0]?.body).toMatchObject({ BusinessShortCode: 600111, PartyB: 300222 })
  })

  test.each([
    ['refused', errorReply({ errorCode: '500.001.1001', errorMessage: 'Wrong credentials' }), 1],
    ['lost', { fail: 'reset' } as const, 3],
    ['answered by a page', { status: 503, body: '<html>' }, 3],
  ])('%s ends with its exit code, and with what to do', async (_, reply, code) => {
    const told = await run('stk 0708374149 5', { script: { stkPush: reply } })
    expect(told.code).toBe(code)
    expect(told.out).toContain('What to do')
  })

  test('prints JSON where it is wanted', async () => {
    const told = await run('stk 0708374149 5 --json')
    expect(JSON.parse(told.out)).toMatchObject({ outcome: 'accepted' })
  })

  test.each([0, 1032])('waits for the callback of a simulator here: result %s', async (result) => {
    const stkPush = ({ body }: { body: Record<string, unknown> }) => {
      // The callback comes before the answer, as happens in life.
      post(String(body.CallBackURL), stkCallbackBody({ resultCode: result }))
      return { body: vectors.syncResponses.stkPush.body }
    }
    const told = await run('stk 0708374149 5 --host http://127.0.0.1:1 --wait 10', {
      script: { stkPush },
      env: {},
    })
    expect(told.code).toBe(result === 0 ? 0 : 1)
    expect(told.out).toContain('The end of a prompt (stk)')
  })

  test('waiting in vain is not knowing', async () => {
    const told = await run('stk 0708374149 5 --host http://127.0.0.1:1 --wait 0 --json', {
      env: {},
    })
    expect(told.code).toBe(3)
    expect(JSON.parse(told.out)).toMatchObject({ outcome: 'accepted', callback: null })
  })
})

describe('query', () => {
  test.each([
    ['0', 0, 'Paid'],
    ['1032', 1, 'You cancelled'],
    ['4999', 3, 'Pending'],
    ['31415', 3, 'Nobody knows'],
  ])('%s ends with %i', async (resultCode, code, words) => {
    const reply = stkQueryReply({ resultCode, checkoutRequestId: 'ws_CO_1' })
    const told = await run('query ws_CO_1', { script: { stkQuery: reply } })
    expect(told.code).toBe(code)
    expect(told.out).toContain(words)
  })
})

describe('what an API operator signs', () => {
  const env = { ...keys, ...hook, ...operator }

  test('b2c tells its id before it sends, and encrypts the password', async () => {
    const told = await run('b2c 0708374149 450', { env })
    expect(told.code).toBe(0)
    expect(told.err).toContain('OriginatorConversationID cli-new-id')
    expect(told.sent[0]?.body).toMatchObject({
      OriginatorConversationID: 'cli-new-id',
      InitiatorName: 'testapi',
      SecurityCredential: expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/),
      PartyA: '600992',
      PartyB: '254708374149',
    })
    expect(told.out + told.err).not.toContain('Test-Pa55word')
  })

  test('status and balance', async () => {
    const status = await run('status UA25M0QB7R', { env })
    expect(status.sent[0]?.body).toMatchObject({ TransactionID: 'UA25M0QB7R', IdentifierType: '4' })
    const balance = await run('balance --till', { env })
    expect(balance.sent[0]?.body).toMatchObject({ PartyA: '600992', IdentifierType: '2' })
    expect([status.code, balance.code]).toEqual([0, 0])
  })

  test('on this machine nothing but the phone and the amount is needed', async () => {
    const told = await run('b2c 0708374149 450 --host http://localhost:5001', { env: {} })
    expect(told.code).toBe(0)
    expect(told.sent[0]?.body).toMatchObject({ InitiatorName: 'testapi', PartyA: '600992' })
  })

  test('the fate of the payment decides, not that the question was answered', async () => {
    const fates = { Completed: 0, Failed: 1, 'Pending Authorized': 3 }
    for (const [fate, code] of Object.entries(fates)) {
      const transactionStatus = ({ body }: { body: Record<string, unknown> }) => {
        post(String(body.ResultURL), JSON.stringify(statusResult(fate)))
        return { body: vectors.syncResponses.asyncAck.body }
      }
      const line = 'status UA25M0QB7R --host http://127.0.0.1:1 --wait 10'
      expect((await run(line, { script: { transactionStatus }, env: {} })).code).toBe(code)
    }
  })
})

describe('a wrong command line ends with 2, one sentence, and nothing sent', () => {
  test.each([
    ['stk 12 5', /"12" is no Kenyan mobile number/],
    ['stk 0708374149 1.5', /whole number/],
    ['stk 0708374149 300000', /amount/],
    ['stk 0708374149', /amount/],
    ['stk 0708374149 5 --host nowhere', /--host is/],
    ['stk 0708374149 5 --host production', /--shortcode.*DARAJA_SHORTCODE/],
    ['b2c 0708374149 5 --host production', /--shortcode/],
    ['status', /receipt or --id/],
    ['dance', /unknown command/],
  ])('%s', async (line, sentence) => {
    const told = await run(line)
    expect(told.code).toBe(2)
    expect(told.out + told.err).toMatch(sentence)
    expect(told.sent).toEqual([])
  })

  test('without keys and without a callback URL', async () => {
    expect((await run('token', { env: {} })).err).toContain('DARAJA_CONSUMER_KEY')
    expect((await run('stk 0708374149 5', { env: keys })).err).toContain('DARAJA_CALLBACK_URL')
  })
})

test('help is no mistake, and no secret is in it', async () => {
  const told = await run('--help')
  expect(told.code).toBe(0)
  expect(told.out).toContain('explain')
  for (const line of ['stk 0708374149 5', 'stk 0708374149 5 --json', 'query ws_CO_1']) {
    const { out, err } = await run(line)
    for (const secret of ['the-secret', sandbox.passkey, 'fake-token']) {
      expect(out + err).not.toContain(secret)
    }
  }
})

function statusResult(fate: string) {
  return {
    Result: {
      ResultType: 0,
      ResultCode: 0,
      ResultDesc: 'The service request is processed successfully.',
      ConversationID: fakeConversationId,
      OriginatorConversationID: '4071-520031-2',
      TransactionID: 'UA20000000',
      ResultParameters: {
        ResultParameter: [
          { Key: 'TransactionStatus', Value: fate },
          { Key: 'ReceiptNo', Value: 'UA25M0QB7R' },
          { Key: 'DebitPartyName', Value: '600992 - Example Org' },
        ],
      },
    },
  }
}
