import { faultCatalogue } from './catalogue.ts'
import type { FaultMatch, FaultName, FaultSubject } from './fault-rules.ts'

/** Whether a rule of this fault is for this request: every condition that it has holds. */
export function matches(name: FaultName, rule: FaultMatch, subject: FaultSubject): boolean {
  return (
    isTarget(name, rule, subject) &&
    (rule.phone === undefined || rule.phone === subject.phone) &&
    (rule.amount === undefined || rule.amount === subject.amount) &&
    (rule.shortcode === undefined || rule.shortcode === subject.shortcode) &&
    (namedId(rule) === undefined || namedId(rule) === namedId(subject))
  )
}

/** Whether this API is one of those. */
export function isForTarget(
  on: NonNullable<FaultMatch['on']>,
  { api }: Pick<FaultSubject, 'api'>,
): boolean {
  if (api === undefined || on === 'any') return true
  return typeof on === 'string' ? on === api : on.includes(api)
}

/** The one request that a rule, or a subject, names. */
export function namedId(of: {
  id?: string | undefined
  checkoutRequestId?: string | undefined
}): string | undefined {
  return of.id ?? of.checkoutRequestId
}

const answerFaults: ReadonlySet<FaultName> = new Set(
  faultCatalogue.filter(({ strikes }) => strikes === 'answer').map(({ name }) => name),
)

/** A spoilt answer is one to a push unless the rule says otherwise, a spoilt callback is anybody's. */
function isTarget(name: FaultName, { on }: FaultMatch, subject: FaultSubject): boolean {
  return isForTarget(on ?? (answerFaults.has(name) ? 'push' : 'any'), subject)
}
