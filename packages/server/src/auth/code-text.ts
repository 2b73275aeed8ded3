/**
 * The SMS that carries a one-time code. The code comes first, where phones look for what to offer; over HTTPS a last
 * line binds it to our host (the form of "origin-bound one-time codes" that WebOTP reads), where it fits into one SMS.
 */
export function codeText(
  config: { businessName: string; publicUrl: string },
  code: string,
): string {
  const name = config.businessName
  const text = `${code} is your ${name} code. It is good for 5 minutes. Nobody from ${name} will ask you for it.`
  const url = new URL(config.publicUrl)
  const bound = `${text}\n\n@${url.hostname} #${code}`
  return url.protocol === 'https:' && bound.length <= smsCharactersMax ? bound : text
}

const smsCharactersMax = 160
