import { z } from 'zod'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api } from './api.ts'
import { type BillDone, readBillAnswer, toLocalPhone } from './bill-manager.ts'
import { eatDate } from './eat-dates.ts'
import type { Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { identifier, localPhone, shillings, text, words } from './wire-fields.ts'
import { requestWording } from './wording.ts'

/** An invoice that Safaricom sends to a customer by SMS. */
export type BillInvoiceInput = {
  /** The biller's own id; no two invoices may share it. */
  externalReference: string
  billedName: string
  billedPhone: Msisdn
  /** A month and its year, such as `August 2026`. */
  billedPeriod: string
  invoiceName: string
  /** Its day in East Africa Time. */
  dueDate: Date
  accountReference: string
  amount: Shillings
  items?: readonly { name: string; amount: Shillings }[] | undefined
}

/** A biller's acknowledgement of a payment that Bill Manager told it of. */
export type BillReconcileInput = {
  /** Its day in East Africa Time. */
  paymentDate: Date
  paidAmount: Shillings
  accountReference: string
  receipt: string
  phone: Msisdn
  fullName: string
  invoiceName: string
  externalReference: string
}

export type BillInvoicesInput = {
  /** At most 1000. */
  invoices: readonly BillInvoiceInput[]
  /** What opting in answered; one page of the portal wants it as a header (reference §23). */
  appKey?: string | undefined
}

export type BillCancelInput = { externalReference: string }
export type BillCancelManyInput = { externalReferences: readonly string[] }

const externalReference = identifier(64)
const isoDate = z
  .string({ error: 'must be a date' })
  .regex(/^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$/, 'must be a date')

/** The body of a single invoice (reference §23). */
export const billInvoiceRequest = z.strictObject({
  externalReference,
  billedFullName: words(100),
  billedPhoneNumber: localPhone,
  billedPeriod: words(40),
  invoiceName: words(100),
  dueDate: isoDate,
  accountReference: text(20),
  amount: shillings(),
  invoiceItems: z
    .array(z.strictObject({ itemName: words(100), amount: shillings({ min: 0 }) }))
    .max(100, 'must be at most 100')
    .optional(),
})

export const billInvoicesRequest = z
  .array(billInvoiceRequest)
  .min(1, 'must hold at least one')
  .max(1000, 'must be at most 1000')

export const billCancelInvoiceRequest = z.strictObject({ externalReference })
export const billCancelInvoicesRequest = z
  .array(billCancelInvoiceRequest)
  .min(1, 'must hold at least one')
  .max(1000, 'must be at most 1000')

export const billReconcileRequest = z.strictObject({
  paymentDate: isoDate,
  paidAmount: shillings(),
  accountReference: text(20),
  transactionId: identifier(64),
  phoneNumber: localPhone,
  fullName: words(100),
  invoiceName: words(100),
  externalReference,
})

type BillApi<Input> = Api<Input, BillDone>
const shared = { wording: requestWording, read: readBillAnswer } as const

export const billInvoice: BillApi<BillInvoiceInput> = {
  endpoint: 'billInvoice',
  ...shared,
  request: (input) => {
    const [path] = endpointPaths.billInvoice
    const secrets = [input.billedPhone, toLocalPhone(input.billedPhone)]
    return prepareRequest(billInvoiceRequest, { path, body: invoiceBody(input), secrets }, names)
  },
}

export const billInvoices: BillApi<BillInvoicesInput> = {
  endpoint: 'billInvoices',
  ...shared,
  request: ({ invoices, appKey }) => {
    const [path] = endpointPaths.billInvoices
    const secrets = invoices.flatMap(({ billedPhone }) => [billedPhone, toLocalPhone(billedPhone)])
    const body = invoices.map(invoiceBody)
    const headers = appKey === undefined ? undefined : { appKey }
    const request = { path, body, secrets, ...(headers !== undefined && { headers }) }
    return prepareRequest(billInvoicesRequest, request, names)
  },
}

export const billCancelInvoice: BillApi<BillCancelInput> = {
  endpoint: 'billCancelInvoice',
  ...shared,
  request: ({ externalReference }) => {
    const [path] = endpointPaths.billCancelInvoice
    const body = { externalReference }
    return prepareRequest(billCancelInvoiceRequest, { path, body, secrets: [] }, names)
  },
}

export const billCancelInvoices: BillApi<BillCancelManyInput> = {
  endpoint: 'billCancelInvoices',
  ...shared,
  request: ({ externalReferences }) => {
    const [path] = endpointPaths.billCancelInvoices
    const body = externalReferences.map((externalReference) => ({ externalReference }))
    return prepareRequest(billCancelInvoicesRequest, { path, body, secrets: [] }, names)
  },
}

export const billReconcile: BillApi<BillReconcileInput> = {
  endpoint: 'billReconcile',
  ...shared,
  request: (input) => {
    const [path] = endpointPaths.billReconcile
    const body = {
      paymentDate: eatDate(input.paymentDate),
      paidAmount: String(input.paidAmount),
      accountReference: input.accountReference,
      transactionId: input.receipt,
      phoneNumber: toLocalPhone(input.phone),
      fullName: input.fullName,
      invoiceName: input.invoiceName,
      externalReference: input.externalReference,
    }
    const secrets = [input.phone, toLocalPhone(input.phone)]
    return prepareRequest(billReconcileRequest, { path, body, secrets }, names)
  },
}

const names = {
  billedFullName: 'billedName',
  billedPhoneNumber: 'billedPhone',
  invoiceItems: 'items',
  itemName: 'name',
  transactionId: 'receipt',
  phoneNumber: 'phone',
}

function invoiceBody(input: BillInvoiceInput) {
  const { items } = input
  const body = {
    externalReference: input.externalReference,
    billedFullName: input.billedName,
    billedPhoneNumber: toLocalPhone(input.billedPhone),
    billedPeriod: input.billedPeriod,
    invoiceName: input.invoiceName,
    dueDate: eatDate(input.dueDate),
    accountReference: input.accountReference,
    amount: String(input.amount),
  }
  if (items === undefined) return body
  const invoiceItems = items.map(({ name, amount }) => ({ itemName: name, amount: String(amount) }))
  return { ...body, invoiceItems }
}
