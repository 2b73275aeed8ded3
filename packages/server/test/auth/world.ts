import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { type Msisdn, parseMsisdn } from '@hazina/daraja/msisdn'
import { createVirtualClock } from '@hazina/simulator'
import pg from 'pg'
import { vi } from 'vitest'
import { createTestDatabase } from '../../../../tests/setup/database.ts'
import type { SignInContext, SignInEvents } from '../../src/auth/index.ts'
import { openDatabase } from '../../src/db/database.ts'
import type { SmsMessage } from '../../src/notifications/sms.ts'

export type World = Awaited<ReturnType<typeof openWorld>>

/** A database of its own under the server's role, a clock that stands still, and a provider that keeps what it sends. */
export async function openWorld() {
  const database = await createTestDatabase()
  const db = openDatabase({ url: database.appUrl, connectionsMax: 20, onError: () => {} })
  const superuser = new pg.Pool({ connectionString: database.superuserUrl, max: 2 })
  superuser.on('error', () => {})
  const clock = createVirtualClock({ startAt: new Date('2026-11-23T10:05:00Z') })
  const sent: SmsMessage[] = []
  const events: Record<string, unknown>[] = []
  const provider = { available: true, failure: undefined as Error | undefined }
  const note = (event: string) => (facts: object) => void events.push({ event, ...facts })
  const ctx: SignInContext = {
    config: {
      secret: randomBytes(32),
      businessName: 'Hazina',
      publicUrl: 'http://localhost:5000',
    },
    clock,
    random: { bytes: randomBytes, uuid: () => randomUUID(), integer: (below) => randomInt(below) },
    db,
    sms: {
      get available() {
        return provider.available
      },
      async send(message: SmsMessage) {
        if (provider.failure) throw provider.failure
        sent.push(message)
      },
    },
    events: {
      codeSent: note('codeSent'),
      codeRefused: note('codeRefused'),
      smsFailed: note('smsFailed'),
      signedIn: note('signedIn'),
    } satisfies SignInEvents,
  }
  return {
    ctx,
    clock,
    sent,
    events,
    provider,
    superuser,
    phone: makePhones(),
    /** The code of the newest SMS to this phone, as soon as `count` were sent to it. */
    codeOf: (msisdn: Msisdn, count = 1) =>
      vi.waitFor(() => {
        const texts = sent.filter((message) => message.to === msisdn).map(({ text }) => text)
        if (texts.length < count) throw new Error(`${texts.length} of ${count} SMS were sent`)
        return /^\d{6}/.exec(texts.at(-1) ?? '')?.[0] ?? ''
      }),
    async [Symbol.asyncDispose]() {
      await db.pool.end()
      await superuser.end()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** A phone nobody had before. */
function makePhones(): () => Msisdn {
  let last = 712_000_000
  return () => {
    last += 1
    const parsed = parseMsisdn(`0${last}`)
    if (!parsed.ok) throw new Error('ran out of phones')
    return parsed.msisdn
  }
}

/** A code that is not this one. */
export function otherThan(code: string, offset = 1): string {
  return String((Number(code) + offset) % 1_000_000).padStart(6, '0')
}
