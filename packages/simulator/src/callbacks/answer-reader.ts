/** An HTTP answer that is here to its end. */
export type HttpAnswer = {
  status: number
  /** By lower-case name; several of one name are joined by commas. */
  headers: Readonly<Record<string, string>>
  text: string
  /** Whether the connection can take another request. */
  isReusable: boolean
}

/** What came over the wire is not HTTP/1.1. */
export class AnswerError extends Error {
  override name = 'AnswerError'
}

const headBytesMax = 64 * 1024
/** So much of a body is kept; the rest is read and dropped. */
const textBytesMax = 64 * 1024

/**
 * Reads the answer to one request from the bytes of a connection (RFC 9112): a length, chunks, or until the connection
 * ends. Beside Node's own client it is a fifth of the work, and most of what a callback costs is in that.
 */
export function createAnswerReader(): {
  /** The answer, when these were its last bytes. @throws AnswerError */
  take(bytes: Buffer): HttpAnswer | undefined
  /** The answer, when it was to end with the connection. @throws AnswerError */
  end(): HttpAnswer
} {
  let head: Head | undefined
  let body: BodyReader | undefined
  let received: Buffer | undefined

  function finish(isReusable: boolean): HttpAnswer | undefined {
    if (head === undefined || body === undefined) return undefined
    const { status, headers } = head
    return { status, headers, text: body.text(), isReusable: isReusable && head.staysOpen }
  }

  return {
    take(bytes) {
      let rest = received === undefined ? bytes : Buffer.concat([received, bytes])
      received = undefined
      while (body === undefined) {
        const end = rest.indexOf('\r\n\r\n')
        if (end < 0) {
          if (rest.length > headBytesMax)
            throw new AnswerError('The head of the answer is too long')
          received = rest
          return undefined
        }
        head = readHead(rest.toString('latin1', 0, end))
        rest = rest.subarray(end + 4)
        // 100 Continue, 103 Early Hints: the answer comes after it.
        if (head.status >= 200) body = bodyReader(head)
      }
      const over = body.take(rest)
      return over === undefined ? undefined : finish(over === 0)
    },
    end() {
      const answer = body?.endsWithConnection ? finish(false) : undefined
      if (answer === undefined)
        throw new AnswerError('The connection broke before the answer ended')
      return answer
    },
  }
}

type Head = { status: number; headers: Record<string, string>; staysOpen: boolean }

function readHead(text: string): Head {
  const [first = '', ...lines] = text.split('\r\n')
  const [, minor, status] = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(first) ?? []
  if (status === undefined || status === '101') throw new AnswerError('The answer is not HTTP/1.1')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon <= 0) throw new AnswerError('The answer has a broken header')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    const before = headers[name]
    headers[name] = before === undefined ? value : `${before}, ${value}`
  }
  const connection = headers.connection?.toLowerCase() ?? ''
  const staysOpen =
    minor === '1' ? !connection.includes('close') : connection.includes('keep-alive')
  return { status: Number(status), headers, staysOpen }
}

type BodyReader = {
  /** How many bytes are there beyond the end, once it is here. */
  take(bytes: Buffer): number | undefined
  readonly endsWithConnection: boolean
  text(): string
}

function bodyReader({ status, headers }: Head): BodyReader {
  if (status === 204 || status === 304) return lengthReader(0)
  const coding = headers['transfer-encoding']
  if (coding !== undefined) {
    if (coding.toLowerCase() !== 'chunked')
      throw new AnswerError(`The answer is coded as ${coding}`)
    return chunkReader()
  }
  const length = headers['content-length']
  if (length === undefined) return lengthReader(Number.POSITIVE_INFINITY)
  if (!/^\d{1,15}$/.test(length)) throw new AnswerError('The answer has a broken length')
  return lengthReader(Number(length))
}

function lengthReader(length: number): BodyReader {
  const kept = keep()
  let missing = length
  return {
    take(bytes) {
      kept.add(bytes.length > missing ? bytes.subarray(0, missing) : bytes)
      missing -= bytes.length
      return missing <= 0 ? -missing : undefined
    },
    endsWithConnection: length === Number.POSITIVE_INFINITY,
    text: kept.text,
  }
}

/** Chunks, each with its length in hexadecimal before it, and trailers, which are dropped. */
function chunkReader(): BodyReader {
  const kept = keep()
  let rest: Buffer = Buffer.alloc(0)
  let missing = 0
  let isLast = false

  /** The next line, when it is here whole. */
  function line(): string | undefined {
    const end = rest.indexOf('\r\n')
    if (end < 0 && rest.length > headBytesMax) throw new AnswerError('A chunk has a broken length')
    if (end < 0) return undefined
    const text = rest.toString('latin1', 0, end)
    rest = rest.subarray(end + 2)
    return text
  }

  return {
    take(bytes) {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
      for (;;) {
        if (missing > 0) {
          const part = rest.subarray(0, missing)
          kept.add(part)
          rest = rest.subarray(part.length)
          missing -= part.length
          if (missing > 0) return undefined
        }
        const text = line()
        if (text === undefined) return undefined
        if (isLast && text === '') return rest.length
        // A chunk ends with an empty line.
        if (isLast || text === '') continue
        const size = /^([0-9a-f]{1,12})\s*(?:;|$)/i.exec(text)?.[1]
        if (size === undefined) throw new AnswerError('A chunk has a broken length')
        missing = Number.parseInt(size, 16)
        isLast = missing === 0
      }
    },
    endsWithConnection: false,
    text: kept.text,
  }
}

/** The beginning of a body. */
function keep(): { add(bytes: Buffer): void; text(): string } {
  const parts: Buffer[] = []
  let room = textBytesMax
  return {
    add(bytes) {
      if (room <= 0 || bytes.length === 0) return
      parts.push(bytes.length > room ? bytes.subarray(0, room) : bytes)
      room -= bytes.length
    },
    text() {
      const [only] = parts
      if (only === undefined) return ''
      return (parts.length === 1 ? only : Buffer.concat(parts)).toString()
    },
  }
}
