import { describe, expect, test } from 'vitest'
import { ControlError } from '../control/control-error.ts'
import { faultNames } from '../faults/catalogue.ts'
import type { FaultRules } from '../faults/fault-rules.ts'
import { parseFaultSettings } from '../faults/fault-schema.ts'
import { calm, createChaos } from './chaos.ts'
import { parseChaos } from './chaos-schema.ts'
import { chaosProfiles } from './profiles.ts'

const subject = { api: 'push', phone: '254700000001', amount: 10 } as const

function start(seed: number | string = 7) {
  return createChaos({ initial: calm, from: { seed }, onChange: () => undefined })
}

function history(chaos: ReturnType<typeof start>, rounds = 200): string[] {
  return Array.from({ length: rounds }, () =>
    faultNames.map((name) => JSON.stringify(chaos.draw(name, subject) ?? null)).join(),
  )
}

describe('the same seed', () => {
  test('gives the same misfortune, another one another', () => {
    const [first, same, other] = [start(), start(), start('8')]
    for (const chaos of [first, same, other]) chaos.set('storm')
    const told = history(first)
    expect(history(same)).toEqual(told)
    expect(history(other)).not.toEqual(told)
  })

  test('goes on where it was after a restart', () => {
    const whole = start()
    whole.set('storm')
    const told = history(whole)
    const first = start()
    first.set('storm')
    history(first, 100)
    const second = createChaos({
      initial: first.get(),
      from: { state: first.randomState() },
      onChange: () => undefined,
    })
    expect(history(second, 100)).toEqual(told.slice(100))
  })

  test('begins anew when it is set with one', () => {
    const chaos = start()
    chaos.set({ profile: 'storm', seed: 'again' })
    const told = history(chaos)
    expect(history(chaos)).not.toEqual(told)
    chaos.set({ profile: 'storm', seed: 'again' })
    expect(history(chaos)).toEqual(told)
  })
})

describe('what is drawn', () => {
  function drawn<Name extends keyof FaultRules>(name: Name, probability = 1): FaultRules[Name][] {
    const chaos = start()
    chaos.set({ probabilities: { [name]: probability } })
    return Array.from({ length: 2_000 }, () => chaos.draw(name, subject)).filter(
      (rule) => rule !== undefined,
    )
  }

  test('strikes about as often as it should', () => {
    const share = drawn('callback-dropped', 0.25).length / 2_000
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.3)
  })

  test('delays from a second to 72 hours, short ones among them', () => {
    const delays = drawn('callback-delayed').map(({ delayMs }) => Number(delayMs))
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(1_000)
    expect(Math.max(...delays)).toBeLessThanOrEqual(72 * 3_600_000)
    expect(Math.max(...delays)).toBeGreaterThan(24 * 3_600_000)
    expect(delays.filter((ms) => ms < 60_000).length).toBeGreaterThan(400)
  })

  test('doubles two to five times, up to five at once', () => {
    const rules = drawn('callback-duplicated')
    expect(new Set(rules.map(({ copies }) => copies))).toEqual(new Set([2, 3, 4, 5]))
    expect(new Set(rules.map(({ concurrency }) => concurrency))).toEqual(new Set([1, 2, 3, 4, 5]))
  })

  test('forges in every way, and lets a lost request succeed or not', () => {
    expect(new Set(drawn('callback-forged').map(({ forgery }) => forgery)).size).toBe(7)
    expect(new Set(drawn('queue-timeout').map(({ ends }) => ends)).size).toBe(2)
    expect(new Set(drawn('http-500').map(({ accepted }) => accepted)).size).toBe(2)
  })

  test('is what a person could have asked for', () => {
    for (const name of faultNames) {
      for (const rule of drawn(name).slice(0, 50)) {
        expect(parseFaultSettings({ [name]: rule })).toEqual({ [name]: rule })
      }
    }
  })

  test('leaves alone what it is not for', () => {
    const chaos = start()
    chaos.set({ probabilities: { 'callback-dropped': { probability: 1, on: ['b2c', 'c2b'] } } })
    expect(chaos.draw('callback-dropped', { api: 'push' })).toBeUndefined()
    expect(chaos.draw('callback-dropped', { api: 'c2b' })).toEqual({})
    chaos.clear()
    expect(chaos.draw('callback-dropped', { api: 'c2b' })).toBeUndefined()
  })
})

describe('chaos from outside', () => {
  test('is a profile or chances', () => {
    expect(parseChaos('storm')).toEqual({ profile: 'storm' })
    expect(parseChaos({ profile: 'bad-day', seed: 3 })).toEqual({ profile: 'bad-day', seed: 3 })
    const probabilities = {
      'callback-dropped': 0.5,
      'callback-delayed': { probability: 0.1, delayMs: [1_000, 2_000] },
    }
    expect(parseChaos({ probabilities })).toEqual({ probabilities })
  })

  test('every profile passes as chances of one’s own', () => {
    for (const { probabilities, sentence } of chaosProfiles) {
      expect(parseChaos({ probabilities })).toEqual({ probabilities })
      expect(sentence.en).toMatch(/^[A-Z].*\.$/)
      expect(sentence.sw).toMatch(/^[A-Z].*\.$/)
    }
  })

  test.each([
    ['hurricane', 'There is no chaos “hurricane”; there are calm, bad-day, storm'],
    [{}, 'Chaos takes a profile or probabilities'],
    [{ profile: 'storm', probabilities: {} }, 'not both'],
    [{ probabilities: { 'no-such': 1 } }, 'There is no fault “no-such”'],
    [{ probabilities: { 'callback-dropped': 2 } }, 'callback-dropped: '],
    [{ probabilities: { 'callback-dropped': { probability: 1, copies: [2, 5] } } }, 'not copies'],
    [
      { probabilities: { 'callback-duplicated': { probability: 1, copies: [5, 2] } } },
      'the first number is the smaller one',
    ],
    [{ probabilities: { 'http-500': { probability: 1, on: 'no-api' } } }, 'http-500: on'],
    [{ chances: {} }, 'chances'],
  ])('%j is refused in a sentence', (input, sentence) => {
    expect(() => parseChaos(input)).toThrow(ControlError)
    expect(() => parseChaos(input)).toThrow(sentence)
  })
})
