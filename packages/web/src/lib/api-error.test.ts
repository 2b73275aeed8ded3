import { expect, test } from 'vitest'
import { ApiError, errorFromAnswer, isPassing, isSignedOut } from './api-error.ts'
import type { Problem, ProblemCode } from './api-types.ts'
import { errorWords, readErrorWords, waitWords } from './error-words.ts'
import { en } from './i18n/en.ts'
import { sw } from './i18n/sw.ts'

function refusal(status: number, code: ProblemCode, more: Partial<Problem> = {}): ApiError {
  const problem: Problem = {
    type: 'about:blank',
    title: code,
    status,
    detail: 'What the server says.',
    code,
    success: false,
    message: code,
    ...more,
  }
  return errorFromAnswer({ status, body: JSON.stringify(problem), retryAfter: null })
}

test('a problem document keeps its code, its fields and its wait', () => {
  const error = refusal(400, 'invalid_request', {
    errors: [{ field: 'amount', message: 'Too much.' }],
    retry_after: 42,
  })
  expect(error.code).toBe('invalid_request')
  expect(error.field('amount')?.message).toBe('Too much.')
  expect(error.field('phone_number')).toBeUndefined()
  expect(error.retryAfterSeconds).toBe(42)
})

test('the Retry-After header serves where the body says nothing', () => {
  const body = JSON.stringify({ code: 'too_many_requests', detail: 'Wait.' })
  expect(errorFromAnswer({ status: 429, body, retryAfter: '30' }).retryAfterSeconds).toBe(30)
})

test.each([
  '<html>Sign in to the hotel network</html>',
  '',
  '{"code":',
  'null',
  '[]',
  '{"ok":true}',
])('the answer %j comes from something between us and the server', (body) => {
  expect(errorFromAnswer({ status: 502, body, retryAfter: null }).kind).toBe('garbled')
})

test('a wrong one-time code does not sign anybody out', () => {
  expect(isSignedOut(refusal(401, 'not_signed_in'))).toBe(true)
  expect(isSignedOut(refusal(401, 'code_wrong'))).toBe(false)
  expect(isSignedOut(new Error('other'))).toBe(false)
})

test('only trouble that may pass is tried again', () => {
  expect(isPassing(new ApiError({ kind: 'timeout' }))).toBe(true)
  expect(isPassing(refusal(503, 'unavailable'))).toBe(true)
  expect(isPassing(refusal(404, 'transaction_not_found'))).toBe(false)
  expect(isPassing(refusal(429, 'too_many_requests'))).toBe(false)
})

test('an open prompt says how long to wait, in both languages', () => {
  const error = refusal(409, 'prompt_open', { retry_after: 42 })
  expect(errorWords(en, error)).toContain('42 seconds')
  expect(errorWords(sw, error)).toContain('sekunde 42')
})

test('a code without words of ours shows the sentence of the server', () => {
  expect(errorWords(en, refusal(413, 'body_too_large'))).toBe('What the server says.')
})

test('a broken line is told from a server in trouble', () => {
  expect(readErrorWords(en, new ApiError({ kind: 'network' }))).toBe(en.errors.readNetwork)
  expect(readErrorWords(en, refusal(500, 'internal'))).toBe(en.errors.server)
  expect(errorWords(en, new ApiError({ kind: 'offline' }))).toBe(en.errors.offline)
})

test('a wait is never told shorter than it is', () => {
  expect(waitWords(en, 1)).toBe('1 second')
  expect(waitWords(en, 89)).toBe('89 seconds')
  expect(waitWords(en, 121)).toBe('3 minutes')
})
