import type { Logger } from 'pino'
import type { EvidenceKind, Verdict } from '../transactions/index.ts'
import type { Metrics } from './metrics.ts'

/** Verdicts that an operator should see in the log; the others are the day's business and are only counted. */
const loud: ReadonlySet<Verdict> = new Set([
  'unbound',
  'unverified',
  'unreadable',
  'unclear',
  'wrong_amount',
  'wrong_phone',
  'wrong_request',
  'receipt_reused',
  'second_receipt',
  'contradicted',
])

/**
 * What happened, as events with fields: each writes its log line and its counter together, never throws, and never
 * carries a secret or a whole phone number.
 */
export function createEvents(logger: Logger, metrics: Metrics) {
  const warn = (event: string, facts: object) => {
    metrics.events.inc({ event })
    logger.warn({ event, ...facts })
  }
  const info = (event: string, facts: object) => {
    metrics.events.inc({ event })
    logger.info({ event, ...facts })
  }
  return {
    depositPushed(facts: { transactionId: string; outcome: string }) {
      metrics.pushes.inc({ outcome: facts.outcome })
      logger.info({ event: 'deposit.pushed', ...facts })
    },
    depositQueried: ({ outcome }: { outcome: string }) => metrics.queries.inc({ outcome }),
    depositGivenUp: (facts: { state: string }) => warn('deposit.given-up', facts),
    evidenceJudged(
      kind: EvidenceKind,
      rows: readonly { transaction_id: string | null; verdict: Verdict }[],
    ) {
      for (const { transaction_id, verdict } of rows) {
        metrics.evidence.inc({ kind, verdict })
        if (loud.has(verdict))
          logger.warn({ event: 'evidence.queued', kind, verdict, transaction_id })
        else logger.debug({ event: 'evidence.judged', kind, verdict, transaction_id })
      }
    },
    batchNotSettled: (facts: { size: number; error: string }) =>
      warn('evidence.batch-not-settled', facts),
    intakeFull: (facts: { waiting: number }) => warn('evidence.intake-full', facts),
    callbackFromElsewhere: (facts: { address: string }) => warn('callback.from-elsewhere', facts),
    workFailed: (facts: { kind: string; count: number; error: string }) =>
      warn('work.failed', facts),
    workLoopFailed: (facts: { error: string }) => warn('work.loop-failed', facts),
    databaseConnectionLost: (facts: { error: string }) => warn('database.connection-lost', facts),
    codeSent: (facts: { phone: string }) => info('sign-in.code-sent', facts),
    codeRefused: (facts: { reason: string }) => warn('sign-in.refused', facts),
    signedIn: ({ userId }: { userId: bigint }) => info('sign-in.done', { userId: String(userId) }),
    smsFailed: (facts: { purpose: string; reason: string }) => warn('sms.failed', facts),
    requestFailed: (facts: { route: string; error: string }) => {
      metrics.events.inc({ event: 'http.failed' })
      logger.error({ event: 'http.failed', ...facts })
    },
    swept: (facts: object) => logger.debug({ event: 'swept', ...facts }),
  }
}

export type Events = ReturnType<typeof createEvents>
