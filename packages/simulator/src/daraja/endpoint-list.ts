import { accountBalanceEndpoint } from './account-balance.ts'
import { b2bEndpoint, taxEndpoint } from './b2b.ts'
import { b2cV1Endpoint, b2cV3Endpoint, pochiEndpoint } from './b2c.ts'
import { billManagerEndpoints } from './bill-manager.ts'
import { bongaEndpoints } from './bonga.ts'
import { c2bRegisterEndpoints } from './c2b-register.ts'
import { c2bSimulateEndpoints } from './c2b-simulate.ts'
import type { Endpoint } from './endpoints.ts'
import { expressEndpoint } from './express.ts'
import { hakikishaEndpoint } from './hakikisha.ts'
import { identityEndpoints } from './identity.ts'
import { kycEndpoint } from './kyc.ts'
import { oauthEndpoint } from './oauth.ts'
import { orgInfoEndpoint } from './org-info.ts'
import { pullQueryEndpoint } from './pull-query.ts'
import { pullRegisterEndpoint } from './pull-register.ts'
import { qrEndpoint } from './qr.ts'
import { ratibaEndpoint } from './ratiba.ts'
import { reversalEndpoint } from './reversal.ts'
import { stkPushEndpoint } from './stk-push.ts'
import { stkQueryEndpoint } from './stk-query.ts'
import { transactionStatusEndpoint } from './transaction-status.ts'

/** Every API of this Daraja. An API's file exports its endpoints; here they are put together. */
export const endpoints: readonly Endpoint[] = [
  oauthEndpoint,
  stkPushEndpoint,
  stkQueryEndpoint,
  b2cV1Endpoint,
  b2cV3Endpoint,
  pochiEndpoint,
  b2bEndpoint,
  taxEndpoint,
  transactionStatusEndpoint,
  accountBalanceEndpoint,
  reversalEndpoint,
  ...c2bRegisterEndpoints,
  ...c2bSimulateEndpoints,
  expressEndpoint,
  qrEndpoint,
  ...billManagerEndpoints,
  ratibaEndpoint,
  pullRegisterEndpoint,
  pullQueryEndpoint,
  ...identityEndpoints,
  orgInfoEndpoint,
  hakikishaEndpoint,
  kycEndpoint,
  ...bongaEndpoints,
]
