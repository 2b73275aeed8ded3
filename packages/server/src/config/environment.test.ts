import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { StartProblem } from '../errors.ts'
import { readVariables, Variables } from './environment.ts'

const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8')

test('.env.example documents exactly the variables that are read', () => {
  const documented = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name)
  expect(new Set(documented)).toEqual(new Set(Object.keys(Variables.shape)))
  expect(documented).toHaveLength(new Set(documented).size)
})

test('.env.example as it stands changes nothing', () => {
  const given = Object.fromEntries(
    [...example.matchAll(/^([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
  expect(readVariables(given, null)).toEqual(readVariables({}, null))
})

test('an empty value is as good as none, and variables of others are let alone', () => {
  const read = readVariables({ MPESA_PASSKEY: '  ', PATH: '/bin', npm_config_x: 'y' }, null)
  expect(read).toEqual(readVariables({}, null))
})

test('a file that is not there is no trouble', () => {
  expect(readVariables({}, '/nowhere/.env')).toEqual(readVariables({}, null))
})

describe('what cannot be meant is refused, naming the variable and what it must be', () => {
  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['SIMULATOR_PORT', '-1'],
    ['MPESA_ENVIRONMENT', 'live'],
    ['MPESA_BUSINESS_SHORT_CODE', '12'],
    ['MPESA_BUSINESS_SHORT_CODE', 'abcdef'],
    ['MPESA_CALLBACK_URL', 'yourdomain.com/api/mpesa/callback'],
    ['MPESA_CALLBACK_URL', 'ftp://yourdomain.com/api/mpesa/callback'],
    ['MPESA_BASE_URL', 'localhost:5001'],
    ['MPESA_AMOUNT_MAX', '250001'],
    ['MPESA_AMOUNT_MAX', '0'],
    ['MPESA_AMOUNT_MAX', 'lots'],
    ['MPESA_TRANSACTION_TYPE', 'PayBill'],
    ['MPESA_REQUESTS_PER_MINUTE', '0'],
    ['MPESA_REQUESTS_PER_MINUTE', 'unlimited'],
    ['MPESA_ALLOW_OTHER_NETWORKS', 'maybe'],
    ['PUBLIC_URL', 'pay.example.co.ke'],
    ['DATABASE_CONNECTIONS', '1'],
    ['SMS_PROVIDER', 'pigeon'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s', (name, value) => {
    const read = () => readVariables({ [name]: value }, null)
    expect(read).toThrow(StartProblem)
    expect(read).toThrow(new RegExp(`^Please correct the configuration: ${name} \\S.*\\.$`))
    expect(read).not.toThrow(/undefined|ZodError|\[object/)
  })

  test('all that is wrong is said at once', () => {
    const read = () => readVariables({ PORT: 'x', LOG_LEVEL: 'y', SMS_PROVIDER: 'z' }, null)
    expect(read).toThrow(/PORT .*SMS_PROVIDER .*LOG_LEVEL /)
  })
})
