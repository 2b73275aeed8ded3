import type { Msisdn } from '../src/msisdn.ts'
import type { VectorCall } from './vector-calls.ts'

const msisdn = '254708374149' as Msisdn
const invoice = {
  externalReference: 'EXT-9',
  billedName: 'Amina Test',
  billedPhone: msisdn,
  billedPeriod: 'January 2026',
  invoiceName: 'Rent',
  dueDate: new Date('2026-01-31T00:00:00+03:00'),
  accountReference: 'UNIT-7',
  amount: 450,
  items: [
    { name: 'rent', amount: 400 },
    { name: 'water', amount: 50 },
  ],
}

/** How each request of the vectors is made with the client. */

export const billCalls = {
  billOptin: {
    schema: 'billOptIn',
    send: (daraja) =>
      daraja.billManager.optIn({
        shortcode: '600984',
        email: 'billing@example.com',
        officialContact: msisdn,
        sendReminders: true,
        callbackUrl: 'https://pay.example.com/hooks/bill',
      }),
  },
  billSingle: {
    schema: 'billInvoice',
    send: (daraja) => daraja.billManager.invoice(invoice),
  },
  billBulk: {
    schema: 'billInvoices',
    send: (daraja) => daraja.billManager.invoices({ invoices: [invoice] }),
  },
  billReconcile: {
    schema: 'billReconcile',
    send: (daraja) =>
      daraja.billManager.reconcile({
        paymentDate: new Date('2026-01-02T08:00:00+03:00'),
        paidAmount: 450,
        accountReference: 'UNIT-7',
        receipt: 'UA2BILL001',
        phone: msisdn,
        fullName: 'Amina Test',
        invoiceName: 'Rent',
        externalReference: 'EXT-9',
      }),
  },
  billCancelSingle: {
    schema: 'billCancelInvoice',
    send: (daraja) => daraja.billManager.cancelInvoice({ externalReference: 'EXT-9' }),
  },
  billCancelBulk: {
    schema: 'billCancelInvoices',
    send: (daraja) =>
      daraja.billManager.cancelInvoices({ externalReferences: ['EXT-9', 'EXT-10'] }),
  },
} as const satisfies Record<string, VectorCall>
