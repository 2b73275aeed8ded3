import { isIP } from 'node:net'

/**
 * Whether a request to the control pages may have come from a page of this simulator, or from no page at all. A name in
 * `Host` that is not ours is how DNS rebinding looks; an `Origin` that is neither ours nor loopback is another site's page.
 */
export function isOwnRequest(
  headers: { host?: string | undefined; origin?: string | undefined },
  allowedHosts: readonly string[],
): boolean {
  const { host, origin } = headers
  if (host === undefined || !isOwnHost(hostName(`http://${host}`), allowedHosts)) return false
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  return new URL(origin).host === host || isLoopback(hostName(origin))
}

function hostName(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : ''
}

/** An address cannot be rebound, only a name can. */
function isOwnHost(name: string, allowedHosts: readonly string[]): boolean {
  return isIP(name) !== 0 || isLoopback(name) || allowedHosts.includes(name)
}

function isLoopback(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    (isIP(name) === 4 && name.startsWith('127.'))
  )
}
