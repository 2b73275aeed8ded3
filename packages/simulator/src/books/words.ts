import type { Party, TransactionKind } from '../state/records.ts'

/** How the portal names a kind of transaction (reference §19, §34). */
export function reasonTypeOf(kind: TransactionKind): string {
  switch (kind) {
    case 'opening':
      return 'Opening Balance'
    case 'cash':
      return 'Deposit of Funds'
    case 'payment':
      return 'Pay Bill Online'
    case 'buy-goods':
      return 'Customer Merchant Payment'
    case 'send-money':
      return 'Customer Transfer'
    case 'withdrawal':
      return 'Customer Withdrawal at Agent Till'
    case 'b2c':
      return 'Business Payment to Customer via API'
    case 'pochi':
      return 'Business Payment to Pochi via API'
    case 'b2b':
      return 'Business Pay Bill'
    case 'tax':
      return 'Pay Tax to KRA'
    case 'reversal':
      return 'Transaction Reversal'
    case 'settlement':
      return 'Withdraw Funds to Bank'
    case 'account-move':
      return 'Organization Settlement'
    case 'express':
      return 'Business Express Checkout'
    case 'standing-order':
      return 'Standing Order'
    case 'bonga':
      return 'Lipa na Bonga'
  }
}

/** The sentence of a statement about a transaction (reference §34). */
export function detailsOf(
  kind: TransactionKind,
  { debit, credit, account }: { debit: Party; credit: Party; account: string },
): string {
  const accountText = account === '' ? '' : ` Acc. ${account}`
  const from = `${debit.id} - ${debit.name}`
  const to = `${credit.id} - ${credit.name}`
  switch (kind) {
    case 'opening':
      return 'Opening balance'
    case 'cash':
      return 'Deposit of funds'
    case 'payment':
      return `Pay Bill from ${from}${accountText}`
    case 'buy-goods':
      return `Pay Merchant from ${from}`
    case 'send-money':
      return `Customer Transfer to ${to}`
    case 'withdrawal':
      return `Customer Withdrawal at ${to}`
    case 'b2c':
      return `Business Payment to Customer ${to}`
    case 'pochi':
      return `Business Payment to Pochi ${to}`
    case 'b2b':
      return `Business Pay Bill from ${from} to ${to}${accountText}`
    case 'tax':
      return `Pay Tax to ${to}${accountText}`
    case 'reversal':
      return `Reversal to ${to}`
    case 'settlement':
      return 'Organization Settle to Bank'
    case 'account-move':
      return `${debit.account} to ${credit.account}`
    case 'express':
      return `Business Pay Bill from ${from} to ${to}${accountText}`
    case 'standing-order':
      return `Standing Order from ${from}${accountText}`
    case 'bonga':
      return `Lipa na Bonga from ${from}${accountText}`
  }
}

/** What the row of the organisation's own charge is called in a statement (reference §34). */
export function chargeDetailsOf(kind: TransactionKind): string {
  switch (kind) {
    case 'b2c':
    case 'pochi':
      return 'Business Payment Charge'
    case 'b2b':
    case 'tax':
    case 'express':
      return 'Business Pay Bill Charge'
    case 'buy-goods':
      return 'Pay Merchant Charge'
    case 'opening':
    case 'cash':
    case 'payment':
    case 'send-money':
    case 'withdrawal':
    case 'reversal':
    case 'settlement':
    case 'account-move':
    case 'standing-order':
    case 'bonga':
      return 'Pay Bill Charge'
  }
}
