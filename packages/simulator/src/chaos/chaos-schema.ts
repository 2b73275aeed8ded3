import { z } from 'zod'
import { ControlError } from '../control/control-error.ts'
import { faultNames } from '../faults/catalogue.ts'
import { forgeries } from '../faults/fault-rules.ts'
import { isFaultName, targetSchema } from '../faults/fault-schema.ts'
import type { ChaosInput } from './chaos.ts'
import { type ChaosProbabilities, chaosTakes } from './chaos-rules.ts'
import { chaosProfileNames } from './profiles.ts'

const chance = z.number().min(0).max(1)
const isOrdered = ([min, max]: readonly [number, number]) => min <= max
const range = (max: number) => {
  const number = z.number().int().min(1).max(max)
  return z.tuple([number, number]).refine(isOrdered, 'the first number is the smaller one')
}

const extras = {
  accepted: chance.exactOptional(),
  delayMs: range(30 * 86_400_000).exactOptional(),
  copies: range(50).exactOptional(),
  concurrency: range(50).exactOptional(),
  forgeries: z.array(z.enum(forgeries)).min(1).exactOptional(),
  succeeds: chance.exactOptional(),
}
const whole = z.strictObject({ probability: chance, on: targetSchema.exactOptional(), ...extras })

const settings = z.strictObject({
  profile: z.string().exactOptional(),
  probabilities: z.record(z.string(), z.unknown()).exactOptional(),
  seed: z.union([z.number(), z.string().min(1).max(200)]).exactOptional(),
})

/**
 * Chaos that came from outside: a profile's name, or chances.
 * @throws ControlError that names what is wrong.
 */
export function parseChaos(input: unknown): ChaosInput {
  const parsed = settings.safeParse(typeof input === 'string' ? { profile: input } : input)
  if (!parsed.success) throw new ControlError(400, firstIssue(parsed.error))
  const { profile, probabilities, seed } = parsed.data
  const seeded = seed === undefined ? {} : { seed }
  if (profile !== undefined && probabilities !== undefined) {
    throw new ControlError(400, 'Chaos takes a profile or probabilities, not both')
  }
  if (profile !== undefined) return { profile: profileName(profile), ...seeded }
  if (probabilities === undefined) {
    throw new ControlError(400, 'Chaos takes a profile or probabilities')
  }
  return { probabilities: parseProbabilities(probabilities), ...seeded }
}

function profileName(name: string): (typeof chaosProfileNames)[number] {
  const known = chaosProfileNames.find((one) => one === name)
  if (known !== undefined) return known
  throw new ControlError(
    400,
    `There is no chaos “${name}”; there are ${chaosProfileNames.join(', ')}`,
  )
}

function parseProbabilities(input: Record<string, unknown>): ChaosProbabilities {
  const entries = Object.entries(input).map(([name, value]) => {
    if (!isFaultName(name)) {
      throw new ControlError(400, `There is no fault “${name}”; there are ${faultNames.join(', ')}`)
    }
    const schema = typeof value === 'object' ? whole : chance
    const parsed = schema.safeParse(value)
    if (!parsed.success) throw new ControlError(400, `${name}: ${firstIssue(parsed.error)}`)
    refuseForeignFields(name, parsed.data)
    return [name, parsed.data]
  })
  return Object.fromEntries(entries)
}

function refuseForeignFields(name: keyof typeof chaosTakes, rule: object | number): void {
  if (typeof rule === 'number') return
  const takes = new Set<string>(['probability', 'on', ...chaosTakes[name]])
  const foreign = Object.keys(rule).find((key) => !takes.has(key))
  if (foreign === undefined) return
  throw new ControlError(400, `${name}: takes ${[...takes].join(', ')}, not ${foreign}`)
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues
  return [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')
}
