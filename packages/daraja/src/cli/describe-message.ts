import { explainResult, type ResultApi } from '../codes/result-codes.ts'
import type { Heard } from './callback-listener.ts'
import { fields } from './report.ts'

/** What a message of Safaricom says, in words; `--json` has it whole. */
export function describeMessage(message: Heard): string {
  const { kind, unreadable, ...told } = message
  const known = 'parameters' in told && told.parameters !== undefined
  const facts = Object.entries(told).flatMap(([name, value]) => {
    // The parameters say the same in a better form, and the address is Safaricom's own.
    if (known && (name === 'items' || name === 'references')) return []
    if (name === 'queueTimeoutUrl') return []
    return name === 'parameters' ? linesOf('', value) : linesOf(name, value)
  })
  return fields(`${titles[kind]} (${kind}):`, {
    ...Object.fromEntries(facts),
    ...meaningOf(message),
    unreadable: unreadable.join(', '),
  })
}

const titles: { [kind in Heard['kind']]: string } = {
  stk: 'The end of a prompt',
  c2b: 'A payment of a customer',
  result: 'The result of a request',
  'queue-timeout': 'Timed out in the queue of M-PESA: nobody knows yet, ask for the status',
  express: 'The end of a prompt at a till',
  ratiba: 'The answer to a standing order',
  'bill-payment': 'A payment of an invoice',
  hakikisha: 'Safaricom asks whose account this is',
  error: 'A refusal by the gateway',
  answer: 'The answer to a request, not its outcome',
}

function meaningOf(message: Heard): { [name: string]: string } {
  if (message.kind !== 'stk' && message.kind !== 'result') return {}
  const api = message.kind === 'stk' ? 'stk' : resultApis[message.api ?? 'status']
  const { meaning, en, sw } = explainResult(message.resultCode, api)
  return { Meaning: meaning, English: en, Kiswahili: sw }
}

const resultApis = {
  b2c: 'b2c',
  pochi: 'b2c',
  b2b: 'b2b',
  tax: 'b2b',
  status: 'status',
  balance: 'balance',
  reversal: 'reversal',
} as const satisfies Record<string, ResultApi>

function linesOf(name: string, value: unknown): [name: string, text: string][] {
  if (value === undefined || value === null) return []
  if (value instanceof Date) return [[name, value.toISOString()]]
  if (Array.isArray(value)) {
    return value.map((member, index) => [labelOf(name, member, index), textOf(member)])
  }
  if (typeof value !== 'object') return [[name, String(value)]]
  if ('text' in value) return [[name, String(value.text)]]
  return Object.entries(value).flatMap(([key, inner]) =>
    linesOf(name === '' ? key : `${name}.${key}`, inner),
  )
}

function labelOf(name: string, member: unknown, index: number): string {
  const named = member as { name?: unknown; key?: unknown } // looked at, not believed
  return String(named?.name ?? named?.key ?? `${name} ${index + 1}`)
}

function textOf(member: unknown): string {
  if (typeof member !== 'object' || member === null) return String(member)
  if ('value' in member) return String(member.value)
  return Object.entries(member)
    .filter(([key]) => key !== 'name' && key !== 'key')
    .map(([key, inner]) => `${key} ${inner}`)
    .join(', ')
}
