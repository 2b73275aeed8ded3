import { z } from 'zod'
import { Problem } from './problem.ts'
import { defineRoute } from './route.ts'
import { PhoneNumber, UserId } from './values.ts'

export const SignedInUser = z
  .object({
    user_id: UserId,
    phone_number: z.string().describe('Masked, such as 0712***678'),
    msisdn: z.string().describe('Your own number, whole'),
    name: z.string().nullable(),
  })
  .meta({ id: 'SignedInUser' })
export type SignedInUser = z.infer<typeof SignedInUser>

export const requestCode = defineRoute({
  method: 'POST',
  path: '/api/auth/code',
  summary: 'Ask for a one-time code by SMS',
  description: 'Answers alike for phones that have a wallet and phones that do not.',
  tag: 'Sign in',
  access: { kind: 'public' },
  body: z.strictObject({ phone_number: PhoneNumber }),
  responses: {
    202: z.object({
      success: z.literal(true),
      message: z.string(),
      expires_in: z.int().describe('Seconds that the code is good for'),
      resend_in: z.int().describe('Seconds until another code may be asked for'),
    }),
    400: Problem,
    429: Problem,
    503: Problem,
  },
})

export const verifyCode = defineRoute({
  method: 'POST',
  path: '/api/auth/verify',
  summary: 'Sign in with the code; sets the session cookie and opens the wallet on the first visit',
  tag: 'Sign in',
  access: { kind: 'public' },
  body: z.strictObject({
    phone_number: PhoneNumber,
    code: z.string().regex(/^\d{6}$/, 'The code is the six digits of the SMS.'),
  }),
  responses: {
    200: z.object({ success: z.literal(true), user: SignedInUser }),
    400: Problem,
    401: Problem,
    429: Problem,
    503: Problem,
  },
})

export const signOut = defineRoute({
  method: 'POST',
  path: '/api/auth/sign-out',
  summary: 'End this session',
  tag: 'Sign in',
  access: { kind: 'session' },
  responses: { 204: z.null(), 401: Problem },
})

export const currentSession = defineRoute({
  method: 'GET',
  path: '/api/auth/session',
  summary: 'Who is signed in here, and what the wallet page needs',
  tag: 'Sign in',
  access: { kind: 'session' },
  responses: {
    200: z.object({
      user: SignedInUser,
      environment: z.enum(['simulator', 'sandbox', 'production']),
      limits: z.object({ amount_min: z.number(), amount_max: z.number() }),
    }),
    401: Problem,
  },
})

export const publicSettings = defineRoute({
  method: 'GET',
  path: '/api/settings',
  summary: 'What anybody may know about this installation',
  tag: 'Sign in',
  access: { kind: 'public' },
  responses: {
    200: z.object({
      environment: z.enum(['simulator', 'sandbox', 'production']),
      business_name: z.string(),
      sign_in_available: z.boolean(),
      simulator_url: z.string().nullable(),
      amount_min: z.number(),
      amount_max: z.number(),
    }),
  },
})
