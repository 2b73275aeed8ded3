import type { TransactionStatus } from '@hazina/contract'

/**
 * The states of a deposit, what each shows as, and where it may go. The database holds the same table and refuses
 * every other transition; a test compares the two.
 *
 * created: stored, the push not answered yet. prompted: Safaricom took the push. unanswered: it is not known whether
 * it did. refused: it did not. declined: the payer did not pay. lapsed: nobody ever said. unresolved: taken but never
 * explained, a person looks. Money that arrives after a failure is credited all the same.
 */
export const depositStates = {
  created: {
    status: 'pending',
    to: ['prompted', 'refused', 'unanswered', 'declined', 'completed'],
  },
  prompted: { status: 'pending', to: ['declined', 'completed', 'unresolved'] },
  unanswered: { status: 'pending', to: ['prompted', 'declined', 'completed', 'lapsed'] },
  unresolved: { status: 'pending', to: ['declined', 'completed'] },
  refused: { status: 'failed', to: ['declined', 'completed'] },
  declined: { status: 'failed', to: ['completed'] },
  lapsed: { status: 'failed', to: ['declined', 'completed'] },
  completed: { status: 'completed', to: [] },
} as const satisfies Record<string, { status: TransactionStatus; to: readonly string[] }>

export type DepositState = keyof typeof depositStates
