import { ControlError } from '../control/control-error.ts'
import { otherScenarios } from './other-scenarios.ts'
import { pushScenarios } from './push-scenarios.ts'
import type { Scenario, ScenarioField, ScenarioStep, Words } from './scenario.ts'

export const scenarios: readonly Scenario[] = [...pushScenarios, ...otherScenarios]

/** What a scenario is told; what is left out has a default. */
export type ScenarioInput = Partial<Record<ScenarioField, string>>

/** What was done, and what to do now to see it. */
export type ScenarioOutcome = {
  name: string
  done: { method: string; path: string; body: unknown; status: number }[]
  next: Words
}

/** Asks the control API. */
export type AskControl = (
  method: string,
  path: string,
  body: unknown,
) => Promise<{ status: number; message: string }>

const defaults: Record<ScenarioField, string> = {
  phone: '254708374149',
  shortcode: '600992',
  amount: '100',
  account: 'NO-SUCH-ACCOUNT',
  pin: '1234',
}

/**
 * Does the steps of a scenario, one after the other. `promptOn` tells the push that is open on a phone.
 * @throws ControlError when there is no such scenario, or a step is refused; earlier steps stay done.
 */
export async function runScenario(
  name: string,
  input: ScenarioInput,
  world: { ask: AskControl; promptOn(phone: string): string | undefined },
): Promise<ScenarioOutcome> {
  const scenario = scenarios.find((one) => one.name === name)
  if (scenario === undefined) throw new ControlError(404, `There is no scenario “${name}”`)
  const told = { ...defaults, ...input }
  const prompt = world.promptOn(told.phone)
  const done: ScenarioOutcome['done'] = []
  for (const step of scenario.steps) {
    if (!isMeant(step, prompt)) continue
    const words = { ...told, prompt: prompt ?? '' }
    const path = fillText(step.path, words, encodeURIComponent)
    const body = fill(step.body, words)
    const { status, message } = await world.ask(step.method, path, body)
    const isGood = (status >= 200 && status < 300) || (step.allow ?? []).includes(status)
    if (!isGood) throw new ControlError(409, message)
    done.push({ method: step.method, path, body, status })
  }
  return { name, done, next: scenario.next }
}

function isMeant({ when }: ScenarioStep, prompt: string | undefined): boolean {
  return when === undefined || (when === 'prompt') === (prompt !== undefined)
}

/** A body with what stands for something in its place; an amount becomes a number. */
function fill(value: unknown, words: Readonly<Record<string, string>>): unknown {
  if (value === '{amount}') return Number(words.amount)
  if (typeof value === 'string') return fillText(value, words, (text) => text)
  if (Array.isArray(value)) return value.map((one) => fill(one, words))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, words)]))
}

function fillText(
  text: string,
  words: Readonly<Record<string, string>>,
  written: (text: string) => string,
): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const word = words[name]
    return word === undefined ? whole : written(word)
  })
}
