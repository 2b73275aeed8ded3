import { z } from 'zod'
import { ControlError } from '../control/control-error.ts'
import type { Behaviour } from '../options.ts'

const days = z.number().int().min(0).max(36_500)
const count = z.number().int().min(0).max(1_000_000)
const milliseconds = z
  .number()
  .int()
  .min(0)
  .max(30 * 86_400_000)
const address = z.union([z.ipv4(), z.ipv6()])
const shortcodes = z.array(z.string().regex(/^\d{5,7}$/, 'a shortcode has five to seven digits'))

const gateway = {
  expiresIn: z.enum(['number', 'string']),
  wrongKeys: z.enum(['envelope', 'empty']),
  newTokenRevokes: z.boolean(),
  strict: z.boolean(),
  querySpikeArrest: z.boolean(),
  unknownQuery: z.enum(['does-not-exist', 'invalid-field']),
  repeatedAmountMs: milliseconds,
  missingProduct: z.enum(['own-words', 'no-match']),
  spikeArrestPerMinute: count,
  spikeArrestAnswer: z.enum(['fault', 'envelope', 'busy']),
  quotaPerDay: count,
  maintenance: z.boolean(),
  authenticationText: z.enum([
    'Invalid Authentication passed',
    'Invalid Authentication type passed',
  ]),
  wrongPasswordText: z.enum(['[MerchantValidate] - Wrong credentials', 'Wrong credentials']),
  pendingQuery: z.enum(['alternating', '4999', '500', '500-empty']),
  secondPush: z.enum(['refused', 'result-1001']),
  unansweredPush: z.enum(['no-response', 'no-response-alike', 'ds-timeout', 'expired']),
  cancelledPush: z.enum(['live', 'portal', '1031']),
}

const callbacks = {
  callbackBalanceItem: z.boolean(),
  callbackMaskedPhone: z.boolean(),
  callbackItemOrder: z.enum(['live', 'shuffled']),
  callbackValues: z.enum(['numbers', 'strings']),
  callbackAttempts: z.number().int().min(1).max(100),
  callbackRetryMs: milliseconds,
  callbackForwardedFor: z.array(address).max(100),
}

const collections = {
  c2bMode: z.enum(['sandbox', 'production']),
  c2bRegisterAnswer: z.enum(['live', 'docs']),
  c2bRegisterAgain: z.enum(['already-registered', 'duplicate-notification']),
  c2bMsisdn: z.enum(['by-version', 'masked-hash']),
  c2bNames: z.enum(['first', 'first-only', 'all']),
  c2bAmount: z.enum(['decimals', 'whole']),
  c2bTransactionType: z.enum(['production', 'docs', 'empty']),
  c2bConfirmationChance: z.number().min(0).max(1),
  stkSendsC2b: z.boolean(),
  pullRegisterKeys: z.enum(['joined', 'spaced']),
  pullNothing: z.enum(['live', 'docs', '500']),
  qrAnswer: z.enum(['live', 'docs']),
  orgInfoSuccess: z.enum(['4000', '0']),
  bongaAnswer: z.enum(['at-once', 'after-pin']),
  bongaRedeem: z.enum(['works', 'not-found']),
}

const operations = {
  anyCredential: z.boolean(),
  initiatorTriesMax: z.number().int().min(1).max(1_000),
  initiatorPasswordDays: days,
  withoutB2cV3: shortcodes,
  operationsMax: count,
  duplicateOriginator: z.enum(['refused', 'result-15']),
  tillIdentifierType: z.enum(['either', '2', '4']),
  reversalIdentifierType: z.enum(['either', '11']),
  partialReversal: z.boolean(),
  resultForm: z.enum(['live', 'portal']),
  resultSingleItem: z.enum(['object', 'list']),
  resultOrder: z.enum(['portal', 'captured', 'shuffled']),
  resultHost: z.enum(['sandbox', 'production']),
  failedTransactionId: z.enum(['generic', 'receipt']),
  receiverPhone: z.enum(['full', 'masked']),
  statusValues: z.enum(['strings', 'numbers']),
  statusKeys: z.enum(['right', 'duplicate', 'spaced']),
  statusOriginator: z.enum(['request', 'original']),
  reversedStatus: z.enum(['Completed', 'Reversed']),
  queueTimeOutBody: z.enum(['echo', 'result']),
}

/** Every switch: a missing one, or one with other values, is a type error here. */
const whole = z.strictObject({
  ...gateway,
  ...callbacks,
  ...collections,
  ...operations,
} satisfies { [Switch in keyof Behaviour]: z.ZodType<Behaviour[Switch]> })

const change = whole.partial()

/** What every switch takes, as JSON Schema. */
export function behaviourJsonSchema(): unknown {
  return z.toJSONSchema(whole)
}

/** Switches that came from outside. @throws ControlError that names the switch and what it takes. */
export function parseBehaviour(input: unknown): Partial<Behaviour> {
  const parsed = change.safeParse(input)
  // An optional switch that is left out is absent; zod's type cannot say that it is never undefined.
  if (parsed.success) return parsed.data as Partial<Behaviour>
  const [issue] = parsed.error.issues
  throw new ControlError(400, [issue?.path.join('.'), issue?.message].filter(Boolean).join(': '))
}
