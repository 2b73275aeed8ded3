import type { Reason } from './api-types.ts'
import type { Language } from './format.ts'

/** Why a transaction is where it is and what comes next, in one language; empty where the server says nothing. */
export function reasonWords(
  reason: Reason | null | undefined,
  language: Language,
): { why: string; next: string } {
  if (!reason) return { why: '', next: '' }
  switch (language) {
    case 'en':
      return { why: reason.text, next: reason.next }
    case 'sw':
      return { why: reason.text_sw, next: reason.next_sw }
  }
}
