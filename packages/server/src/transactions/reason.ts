import type { Reason } from '@hazina/contract'
import { explainResult } from '@hazina/daraja'
import { words } from './reason-words.ts'

export type ReasonFacts = {
  state: string
  status: 'pending' | 'completed' | 'failed'
  reasonCode: string | null
  receipt: string | null
  /** When the prompt on the phone lapses. */
  expiresAt: Date | null
  /** Whether something that Safaricom said about it did not match and waits in a queue. */
  inReview: boolean
}

/** Says in words, English and Swahili, why a transaction is where it is and what happens next. */
export function reasonOf(facts: ReasonFacts, now: Date): Reason | null {
  switch (facts.status) {
    case 'completed':
      return facts.receipt === null ? say('receipt_follows') : null
    case 'pending':
      return say(pendingCode(facts, now))
    case 'failed':
      return failure(facts)
  }
}

function pendingCode(facts: ReasonFacts, now: Date): keyof typeof words {
  if (facts.state === 'unresolved') return 'with_a_person'
  if (facts.inReview) return 'checking'
  if (facts.state === 'unanswered') return 'push_unanswered'
  if (facts.state === 'created') return 'sending'
  return facts.expiresAt !== null && facts.expiresAt < now ? 'asking_mpesa' : 'waiting_for_pin'
}

function failure({ state, reasonCode }: ReasonFacts): Reason {
  if (state === 'lapsed') return say('lapsed')
  if (state === 'refused') return say('refused')
  const explanation = explainResult(reasonCode ?? '')
  const next = words[explanation.retry === 'no' ? 'after_failure' : 'try_again']
  return {
    code: `mpesa_${explanation.code}`,
    text: explanation.en,
    text_sw: explanation.sw,
    next: next.next,
    next_sw: next.next_sw,
  }
}

function say(code: keyof typeof words): Reason {
  return { code, ...words[code] }
}
