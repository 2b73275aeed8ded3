import { describe, expect, test } from 'vitest'
import { callbackBody, openDeposit, postCallback } from '../setup/deposits.ts'
import {
  effectsOf,
  expectRefused,
  newPhone,
  type Scenario,
  sharedSystem,
} from '../setup/scenario.ts'

const system = sharedSystem()

const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

describe('users', () => {
  test('a phone is one user, however it is spelt and however many ask at once', async () => {
    const phone = newPhone()
    const national = phone.slice(1)
    const spellings = [
      phone,
      national,
      `254${national}`,
      `+254${national}`,
      `+254 ${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`,
      `0${national.slice(0, 3)}-${national.slice(3)}`,
      ` ${phone} `,
      `(+254) ${national}`,
      `+254 0${national}`,
    ]
    const before = await effectsOf(system())
    const answers = await Promise.all(
      [...spellings, ...spellings, ...spellings].map((phone_number) =>
        system().call('POST', '/api/users', { body: { phone_number } }),
      ),
    )
    expect(new Set(answers.map(({ body }) => body.user_id)).size).toBe(1)
    expect(answers.filter(({ status, body }) => status === 201 && body.created)).toHaveLength(1)
    expect(answers.filter(({ status, body }) => status === 200 && !body.created)).toHaveLength(26)
    expect(await effectsOf(system())).toEqual({ ...before, users: before.users + 1 })
  })

  test('user_id is an integer, and a name given later fills an empty one only', async () => {
    const body = { phone_number: newPhone() }
    const made = await system().call('POST', '/api/users', { body })
    expect(Number.isInteger(made.body.user_id)).toBe(true)
    for (const name of ['Amina Wanjiru', 'Somebody Else']) {
      await system().call('POST', '/api/users', { body: { ...body, name } })
    }
    const { rows } = await system().server.ctx.db.pool.query(
      'select name from app.user where id = $1',
      [made.body.user_id],
    )
    expect(rows).toEqual([{ name: 'Amina Wanjiru' }])
  })

  test('what is no user is refused', async () => {
    const phone_number = newPhone()
    const invalid = { status: 400, code: 'invalid_request' } as const
    const rows: Omit<Scenario, 'promise' | 'call'>[] = [
      { body: {}, status: 400, code: 'invalid_phone_number', fields: ['phone_number'] },
      { body: { phone_number: '0733123456' }, status: 400, code: 'invalid_phone_number' },
      { body: { phone_number, name: '' }, ...invalid, fields: ['name'] },
      { body: { phone_number, name: 'x'.repeat(121) }, ...invalid, fields: ['name'] },
      { body: { phone_number, name: 'a\u0000b' }, ...invalid, fields: ['name'] },
      { body: { phone_number, name: 5 }, ...invalid, fields: ['name'] },
      {
        body: { phone_number, user_id: 7, balance: 100 },
        ...invalid,
        fields: ['user_id', 'balance'],
      },
    ]
    for (const row of rows) {
      await expectRefused(system(), { promise: '', call: ['POST', '/api/users'], ...row })
    }
  })
})

describe('a wallet', () => {
  test('shows what is there and what is pending', async () => {
    const deposit = await openDeposit(system(), { amount: 250 })
    const read = () => system().call('GET', `/api/wallet?user_id=${deposit.userId}`)
    const waiting = { balance: 0, available: 0, held: 0, pending: 250, currency: 'KES' }
    expect((await read()).body).toEqual({
      ...waiting,
      user_id: deposit.userId,
      updated_at: expect.stringMatching(stamp),
    })
    await postCallback(system(), deposit.callbackPath, callbackBody(deposit))
    expect((await read()).body).toMatchObject({ balance: 250, available: 250, held: 0, pending: 0 })
  })

  test.each(['0', '-1', '1.5', 'abc', '', '1&user_id=2', '9007199254740993', '1e400'])(
    'user_id=%s is refused',
    async (userId) => {
      for (const path of ['wallet', 'transactions']) {
        await expectRefused(system(), {
          promise: '',
          call: ['GET', `/api/${path}?user_id=${userId}`],
          status: 400,
          code: 'invalid_request',
          fields: ['user_id'],
        })
      }
    },
  )

  test('of nobody is not there', async () => {
    for (const path of ['wallet', 'transactions']) {
      await expectRefused(system(), {
        promise: '',
        call: ['GET', `/api/${path}?user_id=987654321`],
        status: 404,
        code: 'user_not_found',
      })
    }
  })
})
