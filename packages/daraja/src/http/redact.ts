/**
 * What caused a failure, in plain fields, so that no request with its secrets hangs on an error.
 */
export type FailureCause = { name: string; message: string; code?: string; syscall?: string }

export type Redact = (text: string) => string

/** A function that takes these values, and any token that Safaricom quotes back, out of a text. */
export function createRedact(secrets: readonly string[]): Redact {
  const known = secrets.filter((secret) => secret.length >= secretLengthMin)
  return (text) =>
    known
      .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text)
      .replace(quotedToken, '$1[redacted]')
}

export function describeCause(thrown: unknown, redact: Redact): FailureCause {
  if (!(thrown instanceof Error)) return { name: 'Error', message: redact(String(thrown)) }
  // undici says only "fetch failed" and keeps the reason in its own cause.
  const root = thrown.cause instanceof Error ? thrown.cause : thrown
  const { code, syscall } = root as { code?: unknown; syscall?: unknown }
  return {
    name: root.name,
    message: redact(root.message),
    ...(typeof code === 'string' && { code }),
    ...(typeof syscall === 'string' && { syscall }),
  }
}

const secretLengthMin = 4

// 401.002.01 quotes the refused token after a dash; where the product is missing the text is a
// sentence with spaces.
const quotedToken = /(Invalid Access Token - )[^\s"'<>]+(?=["'<]|\s*$)/g
