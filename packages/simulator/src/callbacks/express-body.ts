/** An Express CheckOut that is over (reference §18). */
export type ExpressEnding = {
  requestId: string
  amountKes: number
  paymentRef: string
  code: string
  text: string
  /** Of a payment that went through. */
  paid: { conversationId: string; receipt: string } | null
}

/** The flat body of an Express CheckOut's callback: every value a string, the amount with a decimal. */
export function expressBody(ending: ExpressEnding): string {
  const { requestId, code, text, paid } = ending
  const amount = ending.amountKes.toFixed(1)
  if (paid === null) {
    return JSON.stringify({
      resultCode: code,
      resultDesc: text,
      requestId,
      amount,
      paymentReference: ending.paymentRef,
    })
  }
  return JSON.stringify({
    resultCode: code,
    resultDesc: text,
    amount,
    requestId,
    resultType: '0',
    conversationID: paid.conversationId,
    transactionId: paid.receipt,
    status: 'SUCCESS',
  })
}
