import { askBusiness } from '../callbacks/question.ts'
import type { Network } from '../network.ts'
import type { AccountLookupRecord } from './records.ts'

/**
 * C2B Hakikisha: asks a business whose account a number is, before a customer pays into it (reference §27). First a token
 * by Basic authentication, then the question. Undefined where the business does not take part, does not answer, or does
 * not know the account.
 */
export async function accountName(
  network: Network,
  asked: { shortcode: string; accountNumber: string },
): Promise<string | undefined> {
  const lookup = network.state.tables.accountLookup.get(asked.shortcode)
  if (lookup === undefined) return undefined
  const token = await businessToken(network, lookup)
  if (token === undefined) return undefined
  const { identifiers, clock, config } = network
  const body = JSON.stringify({
    requestId: identifiers.uuid(),
    timestamp: clock.now().toISOString(),
    accountNumber: asked.accountNumber,
    shortcode: asked.shortcode,
  })
  const answer = await askBusiness(network, {
    url: lookup.queryUrl,
    body,
    headers: { Authorization: `Bearer ${token}` },
    timeoutMs: config.timings.validationMs,
  })
  if (answer.said !== 'answer' || answer.status !== 200) return undefined
  return textField(answer.text, 'accountName')
}

async function businessToken(
  network: Network,
  lookup: AccountLookupRecord,
): Promise<string | undefined> {
  const credentials = Buffer.from(`${lookup.username}:${lookup.password}`).toString('base64')
  const answer = await askBusiness(network, {
    url: `${lookup.tokenUrl}/auth/v1/generate?grant_type=client_credentials`,
    body: '',
    headers: { Authorization: `Basic ${credentials}` },
    timeoutMs: network.config.timings.validationMs,
  })
  if (answer.said !== 'answer' || answer.status !== 200) return undefined
  return textField(answer.text, 'access_token')
}

function textField(body: string, name: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed !== 'object' || parsed === null || !(name in parsed)) return undefined
    const value: unknown = Reflect.get(parsed, name)
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  } catch {
    return undefined
  }
}
