/**
 * True only when an error of `fetch` proves that no byte of the request left: no name found, no
 * connection made, or the TLS handshake refused. Node's undici throws `TypeError: fetch failed` and
 * keeps the reason in `cause`, which for a host of several addresses is an `AggregateError` of one
 * failure per address. A reset, a closed socket, a time-out while waiting, and anything not listed
 * here prove nothing.
 */
export function wasNeverSent(thrown: unknown): boolean {
  const reason = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown
  if (!(reason instanceof Error)) return false
  if (reason instanceof AggregateError && reason.errors.length > 0) {
    return reason.errors.every(happenedBeforeSending)
  }
  return happenedBeforeSending(reason)
}

function happenedBeforeSending(reason: unknown): boolean {
  const { code, syscall } = reason as { code?: unknown; syscall?: unknown }
  if (typeof code !== 'string') return false
  // An established connection can fail with the same codes while reading or writing: the system
  // call tells.
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  return syscall === undefined && beforeSending.has(code)
}

const beforeSending: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
