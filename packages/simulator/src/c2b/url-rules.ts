/** Words that a registered URL must not have, in any case (reference §8.3); the longer before those they contain. */
const forbiddenWords = ['m-pesa', 'mpesa', 'safaricom', 'exec', 'exe', 'cmd', 'sql', 'query']

/** Public tunnels and request bins, which production blocks (reference §8.3). */
const tunnels =
  /(^|\.)(ngrok(-free)?\.(io|app|dev)|ngrok\.com|mockbin\.(org|io)|requestbin\.(com|net)|webhook\.site)$/

/** What is wrong with a URL for C2B, as it stands behind `Invalid ConfirmationURL`; undefined when nothing is. */
export function urlFault(url: string, mode: 'sandbox' | 'production'): string | undefined {
  if (/[<>\s]/.test(url) || !URL.canParse(url)) return ''
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:' && (protocol !== 'http:' || mode === 'production')) return ''
  if (mode === 'production' && tunnels.test(hostname)) return ''
  const word = forbiddenWords.find((forbidden) => url.toLowerCase().includes(forbidden))
  return word === undefined ? undefined : ` - URL has the word ${word.toUpperCase()}`
}
