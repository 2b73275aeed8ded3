import { expect, test } from 'vitest'
import { maskedBody, maskedHeaders, withoutSecrets } from './mask.ts'

test('passwords, credentials, PINs and tokens are not shown, whatever is around them', () => {
  const body = {
    Password: 'cGFzcw==',
    SecurityCredential: 'EF==',
    InitiatorName: 'testapi',
    nested: [{ pin: '1234', access_token: 'abc' }],
    expires_in: 3599,
  }
  expect(maskedBody(JSON.stringify(body))).toEqual({
    Password: '…',
    SecurityCredential: '…',
    InitiatorName: 'testapi',
    nested: [{ pin: '…', access_token: '…' }],
    expires_in: 3599,
  })
})

test('of Authorization the scheme is shown, of cookies nothing', () => {
  const headers = new Headers({ Authorization: 'Bearer abc.def', Cookie: 'a=b', 'X-Other': '1' })
  expect(maskedHeaders(headers)).toEqual({
    authorization: 'Bearer …',
    cookie: '…',
    'x-other': '1',
  })
  expect(maskedHeaders({ Authorization: 'Basic a2V5OnNlY3JldA==', gone: undefined })).toEqual({
    authorization: 'Basic …',
  })
})

test('a long secret at the end of an address is left out, in bodies too', () => {
  const url = 'https://pay.example.com/hooks/stk/0123456789abcdef0123'
  expect(withoutSecrets(url)).toBe('https://pay.example.com/hooks/stk/…')
  expect(maskedBody({ CallBackURL: url, ResultURL: url })).toEqual({
    CallBackURL: 'https://pay.example.com/hooks/stk/…',
    ResultURL: 'https://pay.example.com/hooks/stk/…',
  })
})

test('a password before the host and a token behind the path are left out', () => {
  const url = 'https://me:hunter2@pay.example.com/hooks?order=7&Access_Token=abc&sig=x#top'
  expect(withoutSecrets(url)).toBe(
    'https://…@pay.example.com/hooks?order=7&Access_Token=…&sig=…#top',
  )
  expect(withoutSecrets('https://a.example/x/@home')).toBe('https://a.example/x/@home')
})

test('a token that a refusal quotes is left out', () => {
  const refusal = {
    errorMessage: 'Error Occurred - Invalid Access Token - AbCdEfGhIjKlMnOpQrStUvWxYz01',
  }
  expect(maskedBody(refusal)).toEqual({
    errorMessage: 'Error Occurred - Invalid Access Token - …',
  })
})

test('JSON that was made JSON twice keeps its secrets too', () => {
  const once = JSON.stringify({ Amount: 1, SecurityCredential: 'EF+/gh==' })
  expect(maskedBody(JSON.stringify(once))).toBe('{"Amount":1,"SecurityCredential":"…"}')
})

test('what is no JSON is shown as it came', () => {
  expect(maskedBody('<html>busy</html>')).toBe('<html>busy</html>')
  expect(maskedBody('')).toBeNull()
  expect(maskedBody('{"Amount":1,"Password":"c2VjcmV0"')).toBe('{"Amount":1,"Password":"…"')
  expect(maskedBody('Amount=1&Password=c2VjcmV0&PartyA=2')).toBe('Amount=1&Password=…&PartyA=2')
})
