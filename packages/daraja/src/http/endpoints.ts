/**
 * Every API of Daraja and where it lives below the host (reference §1). Where two paths are in use
 * the first is the one sent to unless the caller chooses another.
 */
export const endpointPaths = {
  oauth: ['/oauth/v1/generate'],
  stkPush: ['/mpesa/stkpush/v1/processrequest'],
  stkQuery: ['/mpesa/stkpushquery/v1/query'],
  c2bRegister: ['/mpesa/c2b/v2/registerurl', '/mpesa/c2b/v1/registerurl'],
  c2bSimulate: ['/mpesa/c2b/v2/simulate', '/mpesa/c2b/v1/simulate'],
  b2c: ['/mpesa/b2c/v3/paymentrequest', '/mpesa/b2c/v1/paymentrequest'],
  b2pochi: ['/mpesa/b2pochi/v1/paymentrequest', '/mpesa/b2c/v1/paymentrequest'],
  b2b: ['/mpesa/b2b/v1/paymentrequest'],
  taxRemittance: ['/mpesa/b2b/v1/remittax'],
  expressCheckout: ['/v1/ussdpush/get-msisdn'],
  transactionStatus: ['/mpesa/transactionstatus/v1/query'],
  accountBalance: ['/mpesa/accountbalance/v1/query'],
  reversal: ['/mpesa/reversal/v1/request'],
  dynamicQr: ['/mpesa/qrcode/v1/generate'],
  billOptIn: ['/v1/billmanager-invoice/optin'],
  billChangeOptIn: ['/v1/billmanager-invoice/change-optin-details'],
  billInvoice: ['/v1/billmanager-invoice/single-invoicing'],
  billInvoices: ['/v1/billmanager-invoice/bulk-invoicing'],
  billCancelInvoice: ['/v1/billmanager-invoice/cancel-single-invoice'],
  billCancelInvoices: ['/v1/billmanager-invoice/cancel-bulk-invoices'],
  billReconcile: ['/v1/billmanager-invoice/reconciliation'],
  ratiba: ['/standingorder/v1/createStandingOrderExternal'],
  pullRegister: ['/pulltransactions/v1/register'],
  pullQuery: ['/pulltransactions/v1/query'],
  imsi: ['/imsi/v1/checkATI'],
  simSwap: ['/imsi/v2/checkATI'],
  imsiLookup: ['/imsi-lookup/v1/checkATI'],
  ageOnNetwork: ['/registration/lookup/v1/checkATI'],
  orgInfo: ['/sfcverify/v1/query/info'],
  validateIdentity: ['/v1/KYC-validation/validateID'],
  b2cHakikisha: ['/mpesa/b2c/hakikisha/v1/hakikisha'],
  bongaCalculatePoints: ['/v1/lipa/na/bonga/calculate-points'],
  bongaRedeemPaybill: ['/v1/lipa/na/bonga/redeem-paybill'],
} as const satisfies Record<string, readonly [string, ...string[]]>

export type Endpoint = keyof typeof endpointPaths

/** What is called with a token; OAuth is where the token comes from. */
export type ApiEndpoint = Exclude<Endpoint, 'oauth'>
