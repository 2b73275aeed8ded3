import { z } from 'zod'
import { ControlError, toMsisdn } from '../phones/subscribers.ts'
import { type FaultName, type FaultRules, type FaultSettings, faultNames } from './faults.ts'

const milliseconds = z
  .number()
  .int()
  .min(0)
  .max(30 * 86_400_000)
const span = z.union([
  milliseconds,
  z
    .tuple([milliseconds, milliseconds])
    .refine(([min, max]) => min <= max, 'the first number is the smaller one'),
])
const api = z.enum(['push', 'query', 'oauth']).exactOptional()

const match = {
  phone: z.string().transform(toMsisdn).exactOptional(),
  amount: z.number().int().positive().exactOptional(),
  checkoutRequestId: z.string().min(1).exactOptional(),
  times: z.number().int().positive().exactOptional(),
  probability: z.number().min(0).max(1).exactOptional(),
}
const plain = z.strictObject(match)
const answerFault = z.strictObject({ ...match, on: api, accepted: z.boolean().exactOptional() })
const delaying = z.strictObject({ ...match, delayMs: span.exactOptional() })

const rules = {
  'answer-lost': z.strictObject({ ...match, on: api }),
  'http-500': answerFault,
  'http-503-html': answerFault,
  'http-200-html': answerFault,
  'empty-body': answerFault,
  'time-out': answerFault,
  'spike-arrest': z.strictObject({ ...match, on: api }),
  'callback-dropped': plain,
  'callback-delayed': delaying,
  'callback-duplicated': z.strictObject({
    ...match,
    copies: z.number().int().min(2).max(50).exactOptional(),
    concurrency: z.number().int().min(1).max(50).exactOptional(),
  }),
  'callback-before-answer': plain,
  'callback-wrong-amount': z.strictObject({
    ...match,
    reportedAmount: z.number().positive().exactOptional(),
  }),
  'callback-forged': z.strictObject({
    ...match,
    forgery: z.enum(['open-request', 'unknown-request', 'wrong-token']).exactOptional(),
  }),
  'result-contradicted': delaying,
  'query-says-pending': plain,
  'query-says-failed': plain,
} satisfies { [Name in FaultName]: z.ZodType<FaultRules[Name]> }

/**
 * Fault settings that came from outside, with phones in wire form.
 * @throws ControlError that names the fault and what is wrong with it.
 */
export function parseFaultSettings(input: unknown): FaultSettings {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ControlError(400, 'Faults are an object: the name of each fault, and its rule')
  }
  const settings: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    if (!isFaultName(name)) {
      throw new ControlError(400, `There is no fault “${name}”; there are ${faultNames.join(', ')}`)
    }
    const parsed = z.union([rules[name], z.array(rules[name])]).safeParse(value)
    if (!parsed.success) throw new ControlError(400, `${name}: ${explain(rules[name], value)}`)
    settings[name] = parsed.data
  }
  return settings as FaultSettings // every key is a fault's name, every value passed that fault's schema
}

function isFaultName(name: string): name is FaultName {
  return (faultNames as readonly string[]).includes(name)
}

/** The problem of one rule, told without the union around it. */
function explain(rule: z.ZodType, value: unknown): string {
  for (const one of Array.isArray(value) ? value : [value]) {
    const parsed = rule.safeParse(one)
    const issue = parsed.error?.issues[0]
    if (issue !== undefined) return [issue.path.join('.'), issue.message].filter(Boolean).join(': ')
  }
  return 'not a rule'
}
