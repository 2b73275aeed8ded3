import { expect, test } from 'vitest'
import { isOwnRequest } from './guard.ts'

test.each([
  ['127.0.0.1:5001', undefined, true],
  ['localhost:5001', 'http://localhost:5001', true],
  ['localhost:5001', 'http://127.0.0.1:5000', true],
  ['[::1]:5001', 'http://[::1]:5001', true],
  ['192.168.1.20:5001', 'http://192.168.1.20:5001', true],
  ['phones.test:5001', 'http://phones.test:5001', true],
  ['localhost:5001', 'https://evil.example', false],
  ['localhost:5001', 'null', false],
  ['evil.example:5001', 'http://evil.example:5001', false],
  ['evil.example:5001', undefined, false],
  ['localhost.evil.example', undefined, false],
  ['127.0.0.1.evil.example', undefined, false],
  [undefined, undefined, false],
])('Host %s with Origin %s: %s', (host, origin, isOwn) => {
  expect(isOwnRequest({ host, origin }, ['phones.test'])).toBe(isOwn)
})
