/** What became of a request for a standing order (reference §24). */
export type RatibaEnding = {
  responseRefId: string
  requestRefId: string
  msisdn: string
  code: string
  /** Receipt of the order that was made; null when none was. */
  transactionId: string | null
}

/** The callback: lower camel case with code "0" for success, Pascal case for failure. */
export function ratibaBody(ending: RatibaEnding): string {
  const { transactionId, responseRefId, requestRefId, msisdn, code } = ending
  if (transactionId === null) {
    return JSON.stringify({
      ResponseHeader: {
        responseRefID: responseRefId,
        requestRefID: requestRefId,
        responseCode: code,
        responseDescription: 'Error',
      },
      ResponseBody: {
        ResponseData: [
          { Name: 'TransactionID', Value: '0000000000' },
          { Name: 'responseCode', Value: code },
          { Name: 'Status', Value: 'ERROR' },
          { Name: 'Msisdn', Value: `*********${msisdn.slice(-3)}` },
        ],
      },
    })
  }
  return JSON.stringify({
    responseHeader: {
      // The portal's sample of a success has the same id twice.
      responseRefID: responseRefId,
      requestRefID: responseRefId,
      responseCode: '0',
      responseDescription: 'The service request is processed successfully',
    },
    responseBody: {
      responseData: [
        { name: 'TransactionID', value: transactionId },
        { name: 'responseCode', value: '0' },
        { name: 'Status', value: 'OKAY' },
        { name: 'Msisdn', value: `254******${msisdn.slice(-3)}` },
      ],
    },
  })
}
