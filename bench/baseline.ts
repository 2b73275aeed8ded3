import type pg from 'pg'
import type { Evidence } from '../packages/server/src/transactions/evidence.ts'

/**
 * The least that could durably do what settling a batch does: one statement with every row that has to be there in the
 * end, written straight against the same tables and indexes, in one commit. Nothing is judged, guarded or locked in
 * order, so it is right only for callbacks that are all good, told once, and of different customers: not a way to
 * work, but the limit of the machine.
 */
export async function settleUnguarded(
  pool: pg.Pool,
  batch: readonly Evidence[],
  { floatAccount, now }: { floatAccount: bigint; now: Date },
): Promise<void> {
  const columns = [
    batch.map(({ binding }) => (binding.by === 'token' ? binding.tokenHash : null)),
    batch.map((one) => one.receipt),
    batch.map((one) => one.resultCode),
    batch.map((one) => one.address),
    batch.map((one) => one.body),
    batch.map((one) => one.eventAt),
  ]
  const isSingle = batch.length === 1
  await pool.query({
    name: isSingle ? 'baseline.single' : 'baseline.batch',
    text: isSingle ? singleSql : batchSql,
    values: [now, floatAccount, ...columns.map((column) => (isSingle ? column[0] : column))],
  })
}

/** Connection options of the baseline: no trigger fires, and plans are those for full tables, as in the product. */
export const unguardedOptions = [
  'session_replication_role=replica',
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ')

const singleSql = sqlOver(
  `(values ($3::bytea, $4::text, $5::text, $6::text, $7::bytea, $8::timestamptz))`,
)
const batchSql = sqlOver(
  `unnest($3::bytea[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::timestamptz[])`,
)

function sqlOver(source: string): string {
  return `
    with i as materialized (
      select t.id, t.transaction_id, t.wallet_account_id, t.amount_cents, i.*,
        nextval('mpesa.evidence_id_seq') as evidence, nextval('ledger.posting_id_seq') as posting
      from ${source} as i (token_hash, receipt, result_code, address, body, event_at)
      join mpesa.stk_push s on s.callback_token_hash = i.token_hash
      join mpesa.transaction t on t.id = s.transaction_id
    ), evidence as (
      insert into mpesa.evidence (id, kind, received_at, source_address, verified, transaction_id, result_code, receipt,
                                  amount_cents, verdict, body)
      overriding system value
      select evidence, 'callback', $1, address, true, id, result_code, receipt, amount_cents, 'settled', body from i
    ), posting as (
      insert into ledger.posting (id, kind, settles, transaction_id, business_day, posted_at, event_at)
      select posting, 'deposit', true, transaction_id, ($1 at time zone 'Africa/Nairobi')::date, $1, event_at from i
    ), balance as (
      update ledger.balance b set balance_cents = b.balance_cents + i.amount_cents, version = b.version + 1
      from i where b.account_id = i.wallet_account_id
      returning i.posting, b.account_id, -i.amount_cents as amount_cents, b.version, b.balance_cents
    ), entry as (
      insert into ledger.entry (posting_id, line, account_id, amount_cents, version, balance_after_cents)
      select posting, 1, $2::bigint, amount_cents, null::bigint, null::bigint from i
      union all
      select posting, 2, account_id, amount_cents, version, balance_cents from balance
    ), transaction as (
      update mpesa.transaction t set state = 'completed', settled_by = 'callback', posting_id = i.posting,
        completed_at = $1, mpesa_receipt_number = i.receipt
      from i where t.id = i.id
    ), receipt as (
      insert into mpesa.receipt (receipt, transaction_id, evidence_id) select receipt, id, evidence from i
    ), prompt as (
      delete from mpesa.open_prompt o using i where o.transaction_id = i.id
    ), query as (
      delete from app.work w using i where w.kind = 'stk.query' and w.subject = i.id
    )
    insert into app.work (kind, subject, due_at) select 'transaction.settled', id, $1 from i`
}
