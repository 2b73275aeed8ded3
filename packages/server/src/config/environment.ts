import { readFileSync } from 'node:fs'
import dotenv from 'dotenv'
import { z } from 'zod'
import { StartProblem } from '../errors.ts'

const port = (fallback: number) =>
  z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(fallback)
const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', 'on', 'off', 'yes', 'no', '1', '0'], { error: 'must be true or false' })
    .transform((text) => ['true', 'on', 'yes', '1'].includes(text))
    .default(fallback)
const text = z.string().trim().min(1).optional()

/** Every variable that Hazina reads. `.env.example` documents each; a test compares the two. */
export const Variables = z.object({
  MPESA_CONSUMER_KEY: text,
  MPESA_CONSUMER_SECRET: text,
  MPESA_BUSINESS_SHORT_CODE: z
    .string()
    .trim()
    .regex(/^\d{5,7}$/, 'must be the five to seven digits of your PayBill or store number')
    .optional(),
  MPESA_PASSKEY: text,
  MPESA_ENVIRONMENT: z
    .enum(['simulator', 'sandbox', 'production'], {
      error: 'must be simulator, sandbox or production',
    })
    .optional(),
  MPESA_CALLBACK_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
  MPESA_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
  MPESA_TRANSACTION_TYPE: z
    .enum(['CustomerPayBillOnline', 'CustomerBuyGoodsOnline'], {
      error: 'must be CustomerPayBillOnline or CustomerBuyGoodsOnline',
    })
    .default('CustomerPayBillOnline'),
  MPESA_TILL_NUMBER: z
    .string()
    .trim()
    .regex(/^\d{5,8}$/, 'must be the digits of the till')
    .optional(),
  MPESA_AMOUNT_MAX: z.coerce
    .number({ error: 'must be a number of shillings' })
    .int()
    .min(1)
    .max(250_000, 'must be 250000 at most, the most that M-PESA moves at once')
    .default(150_000),
  MPESA_ALLOW_OTHER_NETWORKS: flag(false),
  MPESA_REQUESTS_PER_MINUTE: z
    .union([z.literal('off'), z.coerce.number().int().min(1)], {
      error: 'must be a number of requests, or off',
    })
    .optional(),
  MPESA_PROMPT_SECONDS: z.coerce.number().int().min(10).max(600).default(60),
  MPESA_UNPAID_PROMPTS_PER_HOUR: z.coerce.number().int().min(1).max(1000).default(10),
  MPESA_CALLBACK_ADDRESSES: text,
  MPESA_PAYBILL_CONFIRMATIONS: flag(false),
  HOST: text,
  PORT: port(5000),
  SIMULATOR_PORT: port(5001),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
  BUSINESS_NAME: z.string().trim().min(1).max(40).optional(),
  DATABASE_URL: text,
  DATABASE_OWNER_URL: text,
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(16),
  HAZINA_DATA_DIR: text,
  HAZINA_SECRET: text,
  SMS_PROVIDER: z
    .enum(['simulator', 'africastalking', 'none'], {
      error: 'must be africastalking, simulator or none',
    })
    .optional(),
  SMS_RECEIPTS: flag(true),
  AFRICASTALKING_USERNAME: text,
  AFRICASTALKING_API_KEY: text,
  AFRICASTALKING_SENDER_ID: text,
  TRUSTED_PROXIES: text,
  METRICS_TOKEN: text,
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    })
    .default('info'),
})
export type Variables = z.infer<typeof Variables>

/**
 * Reads the variables from the environment and, beneath it, a `.env` file. An empty value is as good as none.
 * @throws StartProblem naming each variable that is wrong and what it must be.
 */
export function readVariables(environment: NodeJS.ProcessEnv, envFile: string | null): Variables {
  const given = Object.entries({ ...readEnvFile(envFile), ...environment }).filter(
    ([, value]) => value !== undefined && value.trim() !== '',
  )
  const parsed = Variables.safeParse(Object.fromEntries(given))
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  throw new StartProblem(`Please correct the configuration: ${[...new Set(wrong)].join('; ')}.`)
}

function readEnvFile(envFile: string | null): Record<string, string> {
  if (envFile === null) return {}
  try {
    return dotenv.parse(readFileSync(envFile))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new StartProblem(`Cannot read ${envFile}: give this user permission to read it.`)
  }
}
