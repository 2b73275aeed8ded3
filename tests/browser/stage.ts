import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { en, type Messages } from '../../packages/web/src/lib/i18n/en.ts'
import { sw } from '../../packages/web/src/lib/i18n/sw.ts'
import {
  openBrowser,
  patienceMs,
  type TestBrowser,
  type Visit,
  type VisitorOptions,
} from '../setup/browser.ts'
import { type LiveSystem, type LiveSystemOptions, startLiveSystem } from '../setup/live-system.ts'

/** A person in front of their wallet, in their language. */
export type Person = Visit & {
  /** `254712000001` */
  msisdn: string
  /** The words of the wallet in their language. */
  t: Messages
}

export type Stage = {
  system(): LiveSystem
  /** Somebody who has never been here. */
  stranger(options?: VisitorOptions): Promise<Person>
  /** Somebody who has signed in and looks at their wallet. */
  customer(options?: VisitorOptions): Promise<Person>
  /** What is in somebody's wallet, in KES, by the word of the server. */
  balanceOf(person: Person): Promise<number>
}

/** One browser and one whole system for a file. After every test the books are verified. */
export function stage(options: LiveSystemOptions = {}): Stage {
  const opened = new AsyncDisposableStack()
  let system: LiveSystem | undefined
  let browser: TestBrowser | undefined
  const here = () => {
    if (system === undefined || browser === undefined) throw new Error('nothing has started')
    return { system, browser }
  }
  beforeAll(async () => {
    system = opened.use(await startLiveSystem(options))
    browser = opened.use(await openBrowser())
  })
  afterEach(async () => {
    if (system === undefined) return
    const { ok, breaks } = await system.verify()
    expect({ ok, breaks, simulator: system.simulator.audit() }).toEqual({
      ok: true,
      breaks: [],
      simulator: [],
    })
  })
  afterAll(() => opened.disposeAsync())

  async function stranger(visitor: VisitorOptions = {}): Promise<Person> {
    const visit = await here().browser.visit(visitor)
    return { ...visit, msisdn: newMsisdn(), t: visitor.locale === 'sw-KE' ? sw : en }
  }
  return {
    system: () => here().system,
    stranger,
    async customer(visitor) {
      const person = await stranger(visitor)
      await signInBehindTheScenes(here().system, person)
      await person.page.goto(here().system.walletUrl)
      await person.page.getByRole('heading', { name: person.t.wallet.title }).waitFor()
      return person
    },
    async balanceOf({ context }) {
      const answer = await context.request.get(`${here().system.walletUrl}/api/wallet`)
      return (await answer.json()).balance
    },
  }
}

/** Signs in without the pages for it, which other tests are about. */
async function signInBehindTheScenes(system: LiveSystem, { context, msisdn }: Person) {
  const post = async (path: string, data: object) => {
    const answer = await context.request.post(`${system.walletUrl}${path}`, { data })
    expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true)
  }
  await post('/api/auth/code', { phone_number: msisdn })
  await post('/api/auth/verify', { phone_number: msisdn, code: await lastCode(system, msisdn) })
}

/** The one-time code that came last. */
export function lastCode(system: LiveSystem, msisdn: string): Promise<string> {
  return vi.waitFor(
    () => {
      const code = /^\d{6}/.exec(system.simulator.messages.of(msisdn)[0]?.text ?? '')?.[0]
      if (code === undefined) throw new Error('no code has arrived')
      return code
    },
    { timeout: patienceMs, interval: 25 },
  )
}

let people = 0

function newMsisdn(): string {
  people += 1
  return `2547120${String(people).padStart(5, '0')}`
}
