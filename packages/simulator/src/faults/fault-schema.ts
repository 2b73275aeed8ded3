import { z } from 'zod'
import { ControlError } from '../control/control-error.ts'
import { apiNames } from '../daraja/endpoints.ts'
import { toMsisdn } from '../phones/subscribers.ts'
import { faultNames } from './catalogue.ts'
import { type FaultName, type FaultRules, type FaultSettings, forgeries } from './fault-rules.ts'

const milliseconds = z
  .number()
  .int()
  .min(0)
  .max(30 * 86_400_000)

/** Milliseconds, or a range of them. */
export const spanSchema = z.union([
  milliseconds,
  z
    .tuple([milliseconds, milliseconds])
    .refine(([min, max]) => min <= max, 'the first number is the smaller one'),
])

const target = z.enum([...apiNames, 'c2b'])

/** The API that a fault is for, several, or `any`. */
export const targetSchema = z.union([target, z.literal('any'), z.array(target).min(1)], {
  error: `say one or several of ${[...apiNames, 'c2b'].join(', ')}, or any`,
})

const match = {
  on: targetSchema.exactOptional(),
  phone: z.string().transform(toMsisdn).exactOptional(),
  amount: z.number().positive().exactOptional(),
  shortcode: z
    .string()
    .regex(/^\d{5,7}$/, 'a shortcode has five to seven digits')
    .exactOptional(),
  id: z.string().min(1).exactOptional(),
  checkoutRequestId: z.string().min(1).exactOptional(),
  times: z.number().int().positive().exactOptional(),
  probability: z.number().min(0).max(1).exactOptional(),
}
const plain = z.strictObject(match)
const answerFault = z.strictObject({ ...match, accepted: z.boolean().exactOptional() })
const delaying = z.strictObject({ ...match, delayMs: spanSchema.exactOptional() })

const rules = {
  'answer-lost': plain,
  'http-500': answerFault,
  'http-503-html': answerFault,
  'http-504': answerFault,
  'http-200-html': answerFault,
  'empty-body': answerFault,
  'time-out': answerFault,
  'spike-arrest': plain,
  quota: plain,
  'token-expired': plain,
  'callback-dropped': plain,
  'callback-delayed': delaying,
  'callback-duplicated': z.strictObject({
    ...match,
    copies: z.number().int().min(2).max(50).exactOptional(),
    concurrency: z.number().int().min(1).max(50).exactOptional(),
  }),
  'callback-reordered': z.strictObject({ ...match, holdMs: spanSchema.exactOptional() }),
  'callback-before-answer': z.strictObject({
    ...match,
    automaticOnly: z.boolean().exactOptional(),
  }),
  'callback-wrong-amount': z.strictObject({
    ...match,
    reportedAmount: z.number().positive().exactOptional(),
  }),
  'callback-forged': z.strictObject({ ...match, forgery: z.enum(forgeries).exactOptional() }),
  'result-contradicted': delaying,
  'queue-timeout': z.strictObject({
    ...match,
    ends: z.enum(['never', 'success']).exactOptional(),
    delayMs: spanSchema.exactOptional(),
  }),
  'query-says-pending': plain,
  'query-spurious': plain,
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

/** Whether there is a fault of this name. */
export function isFaultName(name: string): name is FaultName {
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
