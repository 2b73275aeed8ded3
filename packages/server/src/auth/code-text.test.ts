import { expect, test } from 'vitest'
import { codeText } from './code-text.ts'

const http = 'http://localhost:5000'

test('the code comes first and the business warns against giving it away', () => {
  expect(codeText({ businessName: 'Hazina', publicUrl: http }, '004213')).toBe(
    '004213 is your Hazina code. It is good for 5 minutes. Nobody from Hazina will ask you for it.',
  )
})

test('over HTTPS the last line binds the code to the host', () => {
  const text = codeText(
    { businessName: 'Hazina', publicUrl: 'https://pay.duka.co.ke/app' },
    '004213',
  )
  expect(text.split('\n').at(-1)).toBe('@pay.duka.co.ke #004213')
})

test('a long name or host leaves that line out rather than cost a second SMS', () => {
  const businessName = 'Shirika la Akiba na Mikopo la Wafanyabia'
  const text = codeText({ businessName, publicUrl: 'https://pay.example.co.ke' }, '004213')
  expect(text).not.toContain('\n')
})
