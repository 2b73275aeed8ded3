import { expect, test } from 'vitest'
import { AnswerError, createAnswerReader } from './answer-reader.ts'

const answers: readonly (readonly [name: string, wire: string, status: number, text: string])[] = [
  ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 200, 'hello'],
  ['no body', 'HTTP/1.1 204 No Content\r\n\r\n', 204, ''],
  ['an empty body', 'HTTP/1.1 500 \r\ncontent-length:0\r\n\r\n', 500, ''],
  [
    'chunks, with an extension and a trailer',
    'HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nhello\r\n7\r\n\r\nworld\r\n0\r\nDigest: x\r\n\r\n',
    201,
    'hello\r\nworld',
  ],
  [
    'words before the answer',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno',
    400,
    'no',
  ],
  ['letters of other alphabets', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nñ€', 200, 'ñ€'],
]

test.each(answers)('reads an answer with %s, however it is cut', (_name, wire, status, text) => {
  const bytes = Buffer.from(wire)
  for (const size of [1, 2, 3, 7, bytes.length]) {
    const reader = createAnswerReader()
    const read = []
    for (let at = 0; at < bytes.length; at += size) {
      read.push(reader.take(bytes.subarray(at, at + size)))
    }
    expect(read.pop()).toMatchObject({ status, text, isReusable: true })
    expect(read.every((one) => one === undefined)).toBe(true)
  }
})

test('reads to the end of the connection where there is no length', () => {
  const reader = createAnswerReader()
  expect(reader.take(Buffer.from('HTTP/1.0 200 OK\r\n\r\nhel'))).toBeUndefined()
  expect(reader.take(Buffer.from('lo'))).toBeUndefined()
  expect(reader.end()).toMatchObject({ status: 200, text: 'hello', isReusable: false })
})

test.each([
  ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok'],
  ['HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok'],
  ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more'],
])('does not ask again over a connection that said %j', (wire) => {
  expect(createAnswerReader().take(Buffer.from(wire))).toMatchObject({
    text: 'ok',
    isReusable: false,
  })
})

test.each([
  ['SSH-2.0-OpenSSH_9.6\r\n\r\n'],
  ['HTTP/2 200\r\n\r\n'],
  ['HTTP/1.1 101 Switching Protocols\r\n\r\n'],
  ['HTTP/1.1 200 OK\r\nno colon\r\n\r\n'],
  ['HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'],
  ['x'.repeat(70_000)],
])('refuses %j', (wire) => {
  expect(() => createAnswerReader().take(Buffer.from(wire))).toThrow(AnswerError)
})

test.each([
  ['HTTP/1.1 200 O'],
  ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'],
])('%j is no answer when the connection ends there', (wire) => {
  const reader = createAnswerReader()
  expect(reader.take(Buffer.from(wire))).toBeUndefined()
  expect(() => reader.end()).toThrow(AnswerError)
})

test('keeps the beginning of a body that does not end', () => {
  const reader = createAnswerReader()
  reader.take(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))
  for (let count = 0; count < 1_000; count++) reader.take(Buffer.alloc(1_024, 'a'))
  expect(reader.end().text).toHaveLength(64 * 1_024)
})
