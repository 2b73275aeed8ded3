import { accountBalanceRequest } from './account-balance.ts'
import { b2bRequest } from './b2b.ts'
import { b2cV1Request, b2cV3Request, b2pochiRequest } from './b2c.ts'
import { b2cHakikishaRequest } from './b2c-hakikisha.ts'
import {
  billCancelInvoiceRequest,
  billCancelInvoicesRequest,
  billInvoiceRequest,
  billInvoicesRequest,
  billReconcileRequest,
} from './bill-invoices.ts'
import { billOptInRequest } from './bill-manager.ts'
import { bongaCalculatePointsRequest, bongaRedeemPaybillRequest } from './bonga.ts'
import { c2bRegisterRequest } from './c2b-register.ts'
import { c2bSimulateRequest } from './c2b-simulate.ts'
import { dynamicQrRequest } from './dynamic-qr.ts'
import { expressCheckoutRequest } from './express-checkout.ts'
import { orgInfoRequest } from './org-info.ts'
import { pullQueryRequest } from './pull-query.ts'
import { pullRegisterRequest } from './pull-register.ts'
import { ratibaRequest } from './ratiba.ts'
import { reversalRequest } from './reversal.ts'
import { simRequest } from './sim-look-ups.ts'
import { stkPushRequest, stkQueryRequest } from './stk-wire.ts'
import { taxRemittanceRequest } from './tax-remittance.ts'
import { transactionStatusRequest } from './transaction-status.ts'
import { validateIdentityRequest } from './validate-identity.ts'

/**
 * The bodies of all requests as they are on the wire: Safaricom's own names, spellings included,
 * types and limits (reference §9 to §28). Numbers are taken as JSON numbers and as strings, as
 * Daraja does; unknown fields are refused, which Daraja does not.
 */
export const wireRequests = {
  stkPush: stkPushRequest,
  stkQuery: stkQueryRequest,
  c2bRegister: c2bRegisterRequest,
  c2bSimulate: c2bSimulateRequest,
  b2cV1: b2cV1Request,
  b2cV3: b2cV3Request,
  b2pochi: b2pochiRequest,
  b2b: b2bRequest,
  taxRemittance: taxRemittanceRequest,
  expressCheckout: expressCheckoutRequest,
  transactionStatus: transactionStatusRequest,
  accountBalance: accountBalanceRequest,
  reversal: reversalRequest,
  dynamicQr: dynamicQrRequest,
  billOptIn: billOptInRequest,
  billChangeOptIn: billOptInRequest,
  billInvoice: billInvoiceRequest,
  billInvoices: billInvoicesRequest,
  billCancelInvoice: billCancelInvoiceRequest,
  billCancelInvoices: billCancelInvoicesRequest,
  billReconcile: billReconcileRequest,
  ratiba: ratibaRequest,
  pullRegister: pullRegisterRequest,
  pullQuery: pullQueryRequest,
  imsi: simRequest,
  simSwap: simRequest,
  imsiLookup: simRequest,
  ageOnNetwork: simRequest,
  orgInfo: orgInfoRequest,
  validateIdentity: validateIdentityRequest,
  b2cHakikisha: b2cHakikishaRequest,
  bongaCalculatePoints: bongaCalculatePointsRequest,
  bongaRedeemPaybill: bongaRedeemPaybillRequest,
} as const
