import type { Gateway } from '../http/gateway-call.ts'
import {
  type AccountBalanceInput,
  type AccountBalanceOutcome,
  accountBalance,
} from './account-balance.ts'
import type { Api } from './api.ts'
import { type B2bInput, type B2bOutcome, b2b } from './b2b.ts'
import { type B2cInput, type B2cOutcome, b2c } from './b2c.ts'
import { type B2cHakikishaInput, type B2cHakikishaOutcome, b2cHakikisha } from './b2c-hakikisha.ts'
import { type B2pochiInput, type B2pochiOutcome, b2pochi } from './b2pochi.ts'
import {
  type BillCancelInput,
  type BillCancelManyInput,
  type BillInvoiceInput,
  type BillInvoicesInput,
  type BillReconcileInput,
  billCancelInvoice,
  billCancelInvoices,
  billInvoice,
  billInvoices,
  billReconcile,
} from './bill-invoices.ts'
import {
  type BillOptInInput,
  type BillOptInOutcome,
  type BillOutcome,
  billChangeOptIn,
  billOptIn,
} from './bill-manager.ts'
import {
  type BongaCalculateInput,
  type BongaCalculateOutcome,
  type BongaRedeemInput,
  type BongaRedeemOutcome,
  bongaCalculatePoints,
  bongaRedeemPaybill,
} from './bonga.ts'
import { type C2bRegisterInput, type C2bRegisterOutcome, c2bRegister } from './c2b-register.ts'
import { type C2bSimulateInput, type C2bSimulateOutcome, c2bSimulate } from './c2b-simulate.ts'
import { type DynamicQrInput, type DynamicQrOutcome, dynamicQr } from './dynamic-qr.ts'
import {
  type ExpressCheckoutInput,
  type ExpressCheckoutOutcome,
  expressCheckout,
} from './express-checkout.ts'
import { askPatiently, lookUp, type Patience } from './look-up.ts'
import { type OrgInfoInput, type OrgInfoOutcome, orgInfo } from './org-info.ts'
import { type PullQueryInput, type PullQueryOutcome, pullQuery } from './pull-query.ts'
import { type PullRegisterInput, type PullRegisterOutcome, pullRegister } from './pull-register.ts'
import { type RatibaInput, type RatibaOutcome, ratiba } from './ratiba.ts'
import { type ReversalInput, type ReversalOutcome, reversal } from './reversal.ts'
import {
  ageOnNetwork,
  type ImsiOutcome,
  imsi,
  imsiLookup,
  type SimFactsOutcome,
  type SimInput,
  type SimSwapOutcome,
  simSwap,
} from './sim-look-ups.ts'
import { submit } from './submit.ts'
import {
  type TaxRemittanceInput,
  type TaxRemittanceOutcome,
  taxRemittance,
} from './tax-remittance.ts'
import {
  type TransactionStatusInput,
  type TransactionStatusOutcome,
  transactionStatus,
} from './transaction-status.ts'
import {
  type ValidateIdentityInput,
  type ValidateIdentityOutcome,
  validateIdentity,
} from './validate-identity.ts'

/**
 * What moves money or changes something: sent once, and never again by this client. None of them
 * throws. `accepted` is never "paid": the result comes to the callback.
 */
export type SubmittingMethods = {
  /** Tells M-PESA where to post customers' payments. Once only in production (reference §11). */
  c2bRegister(input: C2bRegisterInput): Promise<C2bRegisterOutcome>
  /** Pretends a customer's payment, in the sandbox only. */
  c2bSimulate(input: C2bSimulateInput): Promise<C2bSimulateOutcome>
  /** Pays a phone from the Utility account. */
  b2c(input: B2cInput): Promise<B2cOutcome>
  /** Pays a Pochi la Biashara. */
  b2pochi(input: B2pochiInput): Promise<B2pochiOutcome>
  /** Pays another organisation from the Working account, or moves money between one's own. */
  b2b(input: B2bInput): Promise<B2bOutcome>
  /** Pays tax to the Kenya Revenue Authority. */
  taxRemittance(input: TaxRemittanceInput): Promise<TaxRemittanceOutcome>
  /** Asks a till's operator to pay a vendor. */
  expressCheckout(input: ExpressCheckoutInput): Promise<ExpressCheckoutOutcome>
  /** Gives a customer's payment back. */
  reversal(input: ReversalInput): Promise<ReversalOutcome>
  /** Asks a customer to approve a standing order. */
  ratiba(input: RatibaInput): Promise<RatibaOutcome>
  /** Opens Pull Transactions for a shortcode. */
  pullRegister(input: PullRegisterInput): Promise<PullRegisterOutcome>
  billManager: {
    optIn(input: BillOptInInput): Promise<BillOptInOutcome>
    changeOptIn(input: BillOptInInput): Promise<BillOutcome>
    invoice(input: BillInvoiceInput): Promise<BillOutcome>
    invoices(input: BillInvoicesInput): Promise<BillOutcome>
    cancelInvoice(input: BillCancelInput): Promise<BillOutcome>
    cancelInvoices(input: BillCancelManyInput): Promise<BillOutcome>
    /** Acknowledges a payment that Bill Manager told of. */
    reconcile(input: BillReconcileInput): Promise<BillOutcome>
  }
}

/**
 * What asks and moves nothing: asked again within the deadline while the answer says nothing. None
 * of them throws.
 */
export type AskingMethods = {
  /** Asks what became of a payment; `accepted`, and the answer comes to the result URL. */
  transactionStatus(input: TransactionStatusInput): Promise<TransactionStatusOutcome>
  /** Asks what is in an organisation's accounts; `accepted`, and the answer comes to the result URL. */
  accountBalance(input: AccountBalanceInput): Promise<AccountBalanceOutcome>
  dynamicQr(input: DynamicQrInput): Promise<DynamicQrOutcome>
  /** The payments a shortcode received, whole phone numbers included. */
  pullQuery(input: PullQueryInput): Promise<PullQueryOutcome>
  imsi(input: SimInput): Promise<ImsiOutcome>
  simSwap(input: SimInput): Promise<SimSwapOutcome>
  imsiLookup(input: SimInput): Promise<SimFactsOutcome>
  ageOnNetwork(input: SimInput): Promise<SimFactsOutcome>
  /** Whose PayBill or till this is. */
  orgInfo(input: OrgInfoInput): Promise<OrgInfoOutcome>
  /** Whose phone this is, names masked. */
  b2cHakikisha(input: B2cHakikishaInput): Promise<B2cHakikishaOutcome>
  validateIdentity(input: ValidateIdentityInput): Promise<ValidateIdentityOutcome>
}

export type BongaMethods = {
  bonga: {
    calculatePoints(input: BongaCalculateInput): Promise<BongaCalculateOutcome>
    /** Sent once, like everything that moves money. */
    redeemPaybill(input: BongaRedeemInput): Promise<BongaRedeemOutcome>
  }
}

export type DarajaMethods = SubmittingMethods & AskingMethods & BongaMethods

export type Times = { submitTimeoutMs: number; patience: Patience }

export function createMethods(gateway: Gateway, times: Times): DarajaMethods {
  return { ...submitting(gateway, times), ...asking(gateway, times), ...bonga(gateway, times) }
}

function submitting(gateway: Gateway, { submitTimeoutMs }: Times): SubmittingMethods {
  function once<Input, Accepted extends object>(api: Api<Input, Accepted>) {
    return (input: Input) => submit(gateway, api, { input, timeoutMs: submitTimeoutMs })
  }
  return {
    c2bRegister: once(c2bRegister),
    c2bSimulate: once(c2bSimulate),
    b2c: once(b2c),
    b2pochi: once(b2pochi),
    b2b: once(b2b),
    taxRemittance: once(taxRemittance),
    expressCheckout: once(expressCheckout),
    reversal: once(reversal),
    ratiba: once(ratiba),
    pullRegister: once(pullRegister),
    billManager: {
      optIn: once(billOptIn),
      changeOptIn: once(billChangeOptIn),
      invoice: once(billInvoice),
      invoices: once(billInvoices),
      cancelInvoice: once(billCancelInvoice),
      cancelInvoices: once(billCancelInvoices),
      reconcile: once(billReconcile),
    },
  }
}

function asking(gateway: Gateway, { patience }: Times): AskingMethods {
  function patiently<Input, Answer extends object>(api: Api<Input, Answer>) {
    return (input: Input) => lookUp(gateway, api, { input, ...patience })
  }
  return {
    transactionStatus: (input) => askPatiently(gateway, transactionStatus, { input, ...patience }),
    accountBalance: (input) => askPatiently(gateway, accountBalance, { input, ...patience }),
    dynamicQr: patiently(dynamicQr),
    pullQuery: patiently(pullQuery),
    imsi: patiently(imsi),
    simSwap: patiently(simSwap),
    imsiLookup: patiently(imsiLookup),
    ageOnNetwork: patiently(ageOnNetwork),
    orgInfo: patiently(orgInfo),
    b2cHakikisha: patiently(b2cHakikisha),
    validateIdentity: patiently(validateIdentity),
  }
}

function bonga(gateway: Gateway, { submitTimeoutMs, patience }: Times): BongaMethods {
  return {
    bonga: {
      calculatePoints: (input) => lookUp(gateway, bongaCalculatePoints, { input, ...patience }),
      redeemPaybill: (input) =>
        submit(gateway, bongaRedeemPaybill, { input, timeoutMs: submitTimeoutMs }),
    },
  }
}
