import { expectTypeOf, test } from 'vitest'
import type { AnswerMessage, DarajaMessage, QueueTimeoutMessage, ResultMessage } from '../index.ts'

test('an answer and a queue timeout cannot be read as paid or failed', () => {
  for (const outcome of ['paid', 'succeeded', 'created'] as const) {
    expectTypeOf<AnswerMessage>().not.toHaveProperty(outcome)
    expectTypeOf<QueueTimeoutMessage>().not.toHaveProperty(outcome)
  }
})

test('a result that worked has not paid: what it says depends on its API', () => {
  expectTypeOf<ResultMessage>().not.toHaveProperty('paid')
  type Status = Extract<ResultMessage, { api: 'status' }>
  expectTypeOf<Status['parameters']['fate']>().toEqualTypeOf<
    'completed' | 'failed' | 'pending' | 'unknown'
  >()
  expectTypeOf<
    Extract<ResultMessage, { api: undefined }>['parameters']
  >().toEqualTypeOf<undefined>()
})

test('every kind can be told apart, and none is left over', () => {
  function kindOf(message: DarajaMessage): string {
    switch (message.kind) {
      case 'stk':
      case 'c2b':
      case 'result':
      case 'queue-timeout':
      case 'express':
      case 'ratiba':
      case 'bill-payment':
      case 'hakikisha':
      case 'error':
      case 'answer':
        return message.kind
    }
  }
  expectTypeOf(kindOf).returns.toEqualTypeOf<string>()
  expectTypeOf<DarajaMessage['unreadable']>().toEqualTypeOf<readonly string[]>()
})
