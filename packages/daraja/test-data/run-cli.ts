import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { CliIo } from '../src/cli/io.ts'
import { runDaraja } from '../src/cli/program.ts'
import { systemClock } from '../src/clock.ts'
import { type FakeScript, fakeTransport } from '../src/testing.ts'

/** Of a key that belongs to nobody. */
export const certificate = fileURLToPath(
  new URL('certificates/test-certificate.cer', import.meta.url),
)
export const keys = { DARAJA_CONSUMER_KEY: 'the-key', DARAJA_CONSUMER_SECRET: 'the-secret' }
export const hook = { DARAJA_CALLBACK_URL: 'https://pay.example.com/hooks/1' }
export const operator = {
  DARAJA_INITIATOR: 'testapi',
  DARAJA_INITIATOR_PASSWORD: 'Test-Pa55word#1',
  DARAJA_CERTIFICATE: certificate,
  DARAJA_SHORTCODE: '600992',
}

type World = { script?: FakeScript; env?: Record<string, string>; stdin?: string }

/** Runs one command line against the transport for tests. */
export async function run(line: string, world: World = {}) {
  const { fetch, requests } = fakeTransport(world.script)
  const out: string[] = []
  const err: string[] = []
  const io: CliIo = {
    env: world.env ?? { ...keys, ...hook },
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    fetch: (url, init) =>
      url.endsWith('/simulator/certificate')
        ? Promise.resolve(new Response(readFileSync(certificate)))
        : fetch(url, init),
    clock: systemClock,
    random: () => 0,
    newId: () => 'new-id',
    isTerminal: world.stdin === undefined,
    read: async (path) => (path === '-' ? Buffer.from(world.stdin ?? '') : readFileSync(path)),
  }
  const code = await runDaraja(line.split(' '), io)
  const sent = requests.filter(({ endpoint }) => endpoint !== 'oauth')
  return { code, out: out.join('\n'), err: err.join('\n'), sent }
}

/** What Safaricom does with a callback. */
export function post(url: string, body: string): void {
  const sending = request(url, { method: 'POST', headers: { 'content-type': 'application/json' } })
  sending.on('error', (problem) => {
    throw problem
  })
  sending.end(body)
}
