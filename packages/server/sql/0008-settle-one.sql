-- How an idle system settles: one piece of evidence, by itself.

set local role hazina_books;

-- The ordinary case: an open prompt was paid as asked. Judged as in a batch and with the same effect, in a few plain
-- statements. Gives null for all else, having written nothing; mpesa.settle, its only caller, then takes it as a batch.
create function mpesa.settle_one(
  p_now timestamptz, p_kind text, p_token_hash bytea, p_transaction bigint, p_verified boolean, p_fact text,
  p_result_code text, p_amount bigint, p_receipt text, p_phone text, p_checkout_id text, p_merchant_id text,
  p_event_at timestamptz, p_address text, p_body bytea
) returns mpesa.transaction
language plpgsql as $$
declare
  t mpesa.transaction;
  v_evidence bigint;
  v_posting bigint;
begin
  select * into t from mpesa.transaction x
  where x.id = coalesce(p_transaction,
    (select s.transaction_id from mpesa.stk_push s where s.callback_token_hash = p_token_hash))
  for no key update;
  if (t.state in ('created', 'prompted')
      and mpesa.judge(p_kind, p_verified, p_fact, p_amount, p_phone, p_checkout_id, p_receipt, t.state, t.amount_cents,
        t.phone_number, t.checkout_request_id, t.mpesa_receipt_number, false) = 'settled') is not true then
    return null;
  end if;
  -- After the lock, so that it sees what those we waited for have committed.
  perform from mpesa.receipt r where r.receipt = p_receipt;
  if found then
    return null;
  end if;

  select b.posting_id, nextval('mpesa.evidence_id_seq') into v_posting, v_evidence
  from ledger.post_batch('deposit', p_now, array[t.transaction_id],
    array(select a.id from mpesa.stk_push s join ledger.account a on a.code = 'mpesa:' || s.shortcode || ':utility'
          where s.transaction_id = t.id),
    array[t.wallet_account_id], array[t.amount_cents], array[coalesce(p_event_at, p_now)]) b;

  with evidence as (
    insert into mpesa.evidence (id, kind, received_at, source_address, verified, transaction_id, result_code, receipt,
                                amount_cents, verdict, body)
    overriding system value
    values (v_evidence, p_kind, p_now, p_address, true, t.id, p_result_code, p_receipt, p_amount, 'settled', p_body)
  ), changed as (
    update mpesa.transaction x set
      state = 'completed', reason_code = null, settled_by = p_kind, posting_id = v_posting, completed_at = p_now,
      mpesa_receipt_number = p_receipt,
      checkout_request_id = coalesce(x.checkout_request_id, p_checkout_id),
      merchant_request_id = coalesce(x.merchant_request_id, p_merchant_id)
    where x.id = t.id
  ), receipted as (
    insert into mpesa.receipt (receipt, transaction_id, evidence_id)
    select p_receipt, t.id, v_evidence where p_receipt is not null
  ), closed as (
    delete from mpesa.open_prompt o where o.transaction_id = t.id
  ), asked as (
    delete from app.work w where w.kind = 'stk.query' and w.subject = t.id
  )
  insert into app.work as w (kind, subject, due_at) values ('transaction.settled', t.id, p_now)
  on conflict (kind, subject) do update set requested = w.requested + 1, due_at = excluded.due_at;
  return t;
end $$;

reset role;

revoke all on all functions in schema mpesa from public;
