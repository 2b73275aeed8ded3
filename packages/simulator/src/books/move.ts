import type { Network } from '../network.ts'
import type {
  Change,
  OrganisationAccount,
  ResultCode,
  TransactionKind,
  TransactionRecord,
} from '../state/records.ts'
import { judgeMoney } from './judge.ts'
import { moneyChanges } from './money-changes.ts'

/** One end of a movement: a phone in wire form (2547…), an account of an organisation, or an agent. */
export type MoneyEnd =
  | { msisdn: string }
  | {
      /** Shortcode or till number. */
      shortcode: string
      /** Default: where this kind of money leaves from or arrives. */
      account?: OrganisationAccount
    }
  | {
      /** Number of an agent, who pays out cash. */
      agent: string
    }

/** What `moveMoney` moves. Money that is brought in, reversed or settled has doors of its own. */
export type MoneyKind = Exclude<
  TransactionKind,
  'opening' | 'cash' | 'reversal' | 'settlement' | 'account-move'
>

export type MoneyOrder = {
  kind: MoneyKind
  from: MoneyEnd
  to: MoneyEnd
  amountCents: bigint
  /** What the payer typed as account. */
  account?: string
  /** The receiver's name where it is not the organisation's or subscriber's own, for messages and statements. */
  shownAs?: string
  /** The portal's words; default those of the kind. */
  reasonType?: string
  details?: string
  /** When it was asked for; default now. */
  initiatedAtMs?: number
  /** Its receipt, when that was given out before: the business that was asked about a payment knows it. Default a new one. */
  receipt?: string
  linkedReceipt?: string
  checkoutRequestId?: string
  conversationId?: string
  originatorConversationId?: string
  /** B2C: whether the withdrawal fee is paid too; default as the organisation has it. */
  feePaidByBusiness?: boolean
  /** B2C: congratulates the receiver by SMS. */
  isPromotion?: boolean
}

export type MoneyMoved = {
  ok: true
  transaction: TransactionRecord & { receipt: string }
  /**
   * The rows: the transaction, both subscribers with their sums, and M-PESA's messages to them. To be committed with what
   * caused them, before any other money moves.
   */
  changes: Change[]
}

export type MoneyRefused = { ok: false; result: ResultCode }

/**
 * Moves money from one end to the other with its charges, if both ends may and can (reference §30, §31): states,
 * registration, per-transaction, daily and balance limits, and the balance. Nothing is committed here.
 * The result codes: 1, 2, 3, 4, 8, 11, 2006, 2040, SFC_IC0003.
 */
export function moveMoney(network: Network, order: MoneyOrder): MoneyMoved | MoneyRefused {
  const judged = judgeMoney(network, order)
  if (!judged.ok) return judged
  return { ok: true, ...moneyChanges(network, order, judged.movement) }
}
