import type { Network } from '../network.ts'
import { findRow, findRowsWith } from '../state/find.ts'
import type { OperationRecord, PushRecord } from '../state/records.ts'

/** The operation with this ConversationID, or the first one under this OriginatorConversationID. */
export function findOperation({ state }: Network, id: string): OperationRecord | undefined {
  return (
    findRow(state, 'operation', id) ??
    findRowsWith(state, 'operation', ['originatorConversationId', id])[0]
  )
}

/** What this organisation asked for first under this OriginatorConversationID. */
export function firstUnder(
  { state }: Network,
  asked: Pick<OperationRecord, 'shortcode' | 'originatorConversationId'>,
): OperationRecord | undefined {
  const { shortcode, originatorConversationId } = asked
  const key = ['originatorConversationId', originatorConversationId] as const
  return findRowsWith(state, 'operation', key).find((row) => row.shortcode === shortcode)
}

/** The push with this CheckoutRequestID or MerchantRequestID. */
export function findPush({ state }: Network, id: string): PushRecord | undefined {
  return findRow(state, 'push', id) ?? findRowsWith(state, 'push', ['merchantRequestId', id])[0]
}
