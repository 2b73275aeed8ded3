import { describe, expect, test } from 'vitest'
import { certificate, run } from '../../test-data/run-cli.ts'
import { errorReply, stkCallbackBody } from '../testing.ts'

describe('parse, explain, credential, token', () => {
  test('parse reads a file or standard input', async () => {
    const told = await run('parse - --json', { stdin: stkCallbackBody() })
    expect(told.code).toBe(0)
    expect(JSON.parse(told.out)).toMatchObject({ kind: 'stk', paid: true })
    const failed = await run('parse -', { stdin: stkCallbackBody({ resultCode: 1032 }) })
    expect(failed.out).toContain('You cancelled the request')
    expect((await run('parse -', { stdin: '<html>' })).code).toBe(1)
    expect(await run('parse /nowhere.json')).toMatchObject({ code: 2 })
  })

  test('explain tells every meaning in both languages', async () => {
    const told = await run('explain 2001')
    expect(told.code).toBe(0)
    expect(told.out).toContain('PIN')
    expect(told.out).toContain('Operator name, password')
    expect(told.out).toContain('Kiswahili')
    expect((await run('explain 404.001.03')).out).toContain('Token bad or expired')
    expect((await run('explain 500.001.1001 Wrong credentials')).out).toContain('do not agree')
    expect((await run('explain 31415')).code).toBe(3)
    expect(JSON.parse((await run('explain 31415 --json')).out)).toEqual([])
  })

  test('credential encrypts what is piped in', async () => {
    const told = await run(`credential --certificate ${certificate}`, {
      stdin: 'Secret#1\n',
      env: {},
    })
    expect(told).toMatchObject({ code: 0, err: '' })
    expect(told.out).toMatch(/^[A-Za-z0-9+/]{342}==$/)
    const wrong = await run('credential --certificate /nowhere.cer', { stdin: 'Secret#1', env: {} })
    expect(wrong.code).toBe(2)
    expect(wrong.err).toMatch(/^The certificate cannot be used: .*ENOENT\)\.$/)
    expect((await run('credential', { env: {} })).code).toBe(2)
  })

  test('token prints the token, and only it', async () => {
    expect(await run('token')).toMatchObject({ code: 0, out: 'fake-token-1', err: '' })
    const refusal = errorReply({ errorCode: '400.008.01' })
    expect((await run('token', { script: { oauth: refusal } })).code).toBe(1)
  })
})
