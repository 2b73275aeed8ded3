/** @module Asking the simulator: JSON there and back, its own sentence where it says no. */

const answerTimeoutMs = 10_000
/** Skipping a day may run a day's worth of callbacks first. */
const longTimeoutMs = 120_000

/** An answer that was not a success; `message` is the simulator's own sentence where it has one. */
export class ApiError extends Error {
  name = 'ApiError'
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** @param {string} path below `/simulator/` @param {Record<string, unknown>} [query] what is empty is left out */
export function get(path, query) {
  return ask('GET', withQuery(path, query))
}

/** The same for what may take minutes. @param {string} path */
export function getPatiently(path) {
  return ask('GET', path, undefined, longTimeoutMs)
}

/** @param {string} path @param {unknown} [body] */
export function post(path, body = {}) {
  return ask('POST', path, body)
}

/** The same for what may take minutes. @param {string} path @param {unknown} [body] */
export function postPatiently(path, body = {}) {
  return ask('POST', path, body, longTimeoutMs)
}

/**
 * A file as it is; may take minutes.
 * @param {'POST' | 'PUT'} method @param {string} path @param {{ body: string, type: string }} file
 */
export async function sendFile(method, path, file) {
  return parse((await request(method, path, file, longTimeoutMs)).text)
}

/** @param {string} path @param {unknown} body */
export function put(path, body) {
  return ask('PUT', path, body)
}

/** @param {string} path @param {unknown} body */
export function patch(path, body) {
  return ask('PATCH', path, body)
}

/** @param {string} path */
export function remove(path) {
  return ask('DELETE', path)
}

/** The answer's text as it is, for what is not JSON. @param {string} path */
export async function text(path) {
  const answer = await request('GET', path, undefined, answerTimeoutMs)
  return answer.text
}

/** @param {string} path @param {Record<string, unknown>} [query] */
export function withQuery(path, query = {}) {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  if (given.length === 0) return path
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

/** The address of something that the browser itself downloads. @param {string} path */
export function downloadUrl(path) {
  return `simulator/${path}`
}

async function ask(method, path, body, timeoutMs = answerTimeoutMs) {
  const sent = body && { body: JSON.stringify(body), type: 'application/json' }
  return parse((await request(method, path, sent, timeoutMs)).text)
}

async function request(method, path, sent, timeoutMs) {
  const answer = await fetch(`simulator/${path}`, {
    method,
    signal: AbortSignal.timeout(timeoutMs),
    ...(sent ? { body: sent.body, headers: { 'content-type': sent.type } } : {}),
  })
  const answerText = await answer.text()
  if (answer.ok) return { text: answerText }
  throw new ApiError(answer.status, sentence(parse(answerText)) ?? `HTTP ${answer.status}`)
}

function parse(answerText) {
  try {
    return JSON.parse(answerText)
  } catch {
    // An empty or non-JSON answer carries nothing the page could use; the status decides.
    return null
  }
}

function sentence(body) {
  return body?.detail ?? body?.message ?? body?.errorMessage
}
