import type { Routes } from '@hazina/contract'
import { type Msisdn, maskMsisdn } from '@hazina/daraja'
import { endSession, requestCode, sessionLifeMs, verifyCode } from '../auth/index.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Handler } from './implement.ts'
import { readPhone } from './phone.ts'
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts'

type SignInRoutes = 'requestCode' | 'verifyCode' | 'signOut' | 'currentSession' | 'publicSettings'

export function signInHandlers(ctx: Context): { [K in SignInRoutes]: Handler<Routes[K]> } {
  const { environment, mpesa, businessName, simulatorUrl } = ctx.config
  const amounts = { amount_min: 1, amount_max: mpesa.amountMaxKes }
  return {
    requestCode: {
      async handle({ body, request }) {
        refuseWithoutSms(ctx)
        const msisdn = readPhone(ctx, body.phone_number)
        const sent = await requestCode(ctx, { msisdn, address: request.ip })
        return {
          status: 202,
          body: {
            success: true,
            message: 'If that phone can receive SMS, a code is on its way.',
            expires_in: sent.expiresInSeconds,
            resend_in: sent.resendInSeconds,
          },
        }
      },
    },
    verifyCode: {
      async handle({ body, request, reply }) {
        refuseWithoutSms(ctx)
        const msisdn = readPhone(ctx, body.phone_number)
        const signedIn = await verifyCode(ctx, { msisdn, code: body.code, address: request.ip })
        // The cookie may outlive a session that was left idle; the server is the judge of that.
        const expires = new Date(ctx.clock.now().getTime() + sessionLifeMs)
        setSessionCookie(ctx, reply, signedIn.token, expires)
        return { status: 200, body: { success: true, user: userOf(signedIn) } }
      },
    },
    signOut: {
      async handle({ caller, reply }) {
        await endSession(ctx, caller.session.tokenHash)
        clearSessionCookie(ctx, reply)
        return { status: 204, body: null }
      },
    },
    currentSession: {
      async handle({ caller }) {
        return {
          status: 200,
          body: { user: userOf(caller.session), environment, limits: amounts },
        }
      },
    },
    publicSettings: {
      async handle() {
        return {
          status: 200,
          body: {
            environment,
            business_name: businessName,
            sign_in_available: ctx.sms.available,
            simulator_url: simulatorUrl,
            ...amounts,
          },
        }
      },
    },
  }
}

function userOf({ userId, msisdn, name }: { userId: bigint; msisdn: Msisdn; name: string | null }) {
  return { user_id: Number(userId), phone_number: maskMsisdn(msisdn), msisdn, name }
}

function refuseWithoutSms(ctx: Context): void {
  if (ctx.sms.available) return
  throw new AppError(
    'sign_in_unavailable',
    'No SMS provider is set up, so no code can be sent: set SMS_PROVIDER (see .env.example).',
  )
}
