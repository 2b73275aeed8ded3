import { z } from 'zod'

/**
 * What `WS /api/realtime` says. An event names what changed and carries no money: whoever hears it asks
 * again, and after a reconnection asks for everything again.
 */
export const RealtimeEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('transaction.changed'), transaction_id: z.uuid() }),
  z.object({ type: z.literal('wallet.changed') }),
])
export type RealtimeEvent = z.infer<typeof RealtimeEvent>
