/**
 * Addresses Safaricom publishes as the sources of its callbacks (Daraja portal, "Getting started").
 */
export const safaricomCallbackAddresses: readonly string[] = [
  '196.201.214.200',
  '196.201.214.206',
  '196.201.213.114',
  '196.201.214.207',
  '196.201.214.208',
  '196.201.213.44',
  '196.201.212.127',
  '196.201.212.138',
  '196.201.212.129',
  '196.201.212.136',
  '196.201.212.74',
  '196.201.212.69',
]

/** Addresses that SDKs in the field list besides; Safaricom does not publish them. */
export const unpublishedCallbackAddresses: readonly string[] = [
  '196.201.212.128',
  '196.201.212.132',
]
