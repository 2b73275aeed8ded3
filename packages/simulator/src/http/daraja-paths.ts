/** Whether Safaricom's gateway answers for this path, and not the control API or the page. */
export function isDarajaPath(path: string): boolean {
  // In another casing they are its own to refuse.
  const lowered = path.toLowerCase()
  return darajaPrefixes.some((prefix) => lowered.startsWith(prefix))
}

const darajaPrefixes = [
  '/oauth/',
  '/mpesa/',
  '/pulltransactions/',
  '/standingorder/',
  '/sfcverify/',
  '/registration/',
  '/imsi',
  '/v1/',
]
