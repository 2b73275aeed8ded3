-- What Safaricom said becomes money here and nowhere else.

set local role hazina_books;

-- Takes a batch of evidence, each told once, and makes of each what it is worth; one row back for each, by its place.
--
-- A piece finds its transaction by callback token hash, by our own id (query answers) or by account reference (C2B,
-- Pull, statement). p_facts: paid | failed | pending | unclear | unreadable, as the parser and the catalogue of codes
-- judged it. Only evidence that is verified and bound (amount, phone, identifiers, receipt) moves anything; all the
-- rest is stored with the reason, and where a deposit may still be open Safaricom is asked once more, soon.
--
-- verdicts: settled, declined, receipt_filled, repeated, noted, again (same transaction earlier in this batch: not
-- stored, send it again), unbound, unverified, unreadable, unclear, wrong_amount, wrong_phone, wrong_request,
-- receipt_reused, second_receipt, contradicted.
create function mpesa.settle(
  p_now timestamptz, p_kind text, p_stored boolean,
  p_evidence_ids bigint[], p_token_hashes bytea[], p_transactions bigint[], p_references text[],
  p_verified boolean[], p_facts text[], p_result_codes text[], p_amounts bigint[], p_receipts text[], p_phones text[],
  p_checkout_ids text[], p_merchant_ids text[], p_event_at timestamptz[], p_addresses text[], p_bodies bytea[]
) returns table (ord integer, id bigint, transaction_id uuid, user_id bigint, verdict text)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
-- Plans are made once a connection, perhaps while the tables are empty: they must be the ones for full tables.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_ids bigint[];
  v_evidence bigint[];
  v_verdicts text[];
  v_users bigint[];
  v_uuids uuid[];
  v_postings bigint[];
  v_floats bigint[];
  v_wallets bigint[];
  v_cents bigint[];
  v_events timestamptz[];
  v_settling uuid[];
  v_given_up boolean;
  v_settled mpesa.transaction;
begin
  if cardinality(p_facts) = 1 and not p_stored and p_references[1] is null then
    v_settled := mpesa.settle_one(p_now, p_kind, p_token_hashes[1], p_transactions[1], p_verified[1], p_facts[1],
      p_result_codes[1], p_amounts[1], p_receipts[1], p_phones[1], p_checkout_ids[1], p_merchant_ids[1], p_event_at[1],
      p_addresses[1], p_bodies[1]);
    if v_settled.id is not null then
      return query select 1, v_settled.id, v_settled.transaction_id, v_settled.user_id, 'settled';
      return;
    end if;
  end if;

  -- 1. Which transaction each piece speaks of, and the number its evidence has or will have.
  select array_agg(coalesce(i.transaction, t.transaction_id, r.transaction_id) order by i.ord),
         array_agg(coalesce(i.evidence, nextval('mpesa.evidence_id_seq')) order by i.ord)
  into v_ids, v_evidence
  from unnest(p_evidence_ids, p_transactions, p_token_hashes, p_references) with ordinality
    as i (evidence, transaction, token_hash, reference, ord)
  left join mpesa.stk_push t on t.callback_token_hash = i.token_hash
  left join mpesa.stk_push r on r.account_reference = i.reference;

  -- 2. From here on nobody else decides about them. Locked in one order, so that two batches cannot deadlock.
  perform 1 from mpesa.transaction x where x.id = any (v_ids) order by x.id for no key update;

  if p_stored then
    -- Two processes may have been handed the same stored piece: the second finds it judged already.
    perform 1 from mpesa.evidence e where e.id = any (p_evidence_ids) order by e.id for no key update;
    if (select count(*) from mpesa.evidence e
        join unnest(p_evidence_ids, p_verified) as i (id, verified) on e.id = i.id and e.verified = i.verified
        where e.verdict = 'stored' and e.kind = p_kind) <> cardinality(p_evidence_ids) then
      raise exception 'not every piece is stored evidence that waits to be judged' using errcode = 'HZ105';
    end if;
  end if;

  -- 3. What each piece is worth. This statement sees what those we waited for have committed.
  select array_agg(j.verdict order by j.ord), array_agg(j.user_id order by j.ord),
         array_agg(j.transaction_id order by j.ord), bool_or(j.state in ('lapsed', 'unresolved'))
  into v_verdicts, v_users, v_uuids, v_given_up
  from (
    select i.ord, x.user_id, x.transaction_id, x.state,
      case
        when x.id is null then 'unbound'
        when row_number() over (partition by i.id order by i.ord) > 1 then 'again'
        else mpesa.judge(p_kind, i.verified, i.fact, i.amount, i.phone, i.checkout_id, i.receipt,
          x.state, x.amount_cents, x.phone_number, x.checkout_request_id, x.mpesa_receipt_number,
          r.transaction_id <> x.id
            or row_number() over (partition by i.receipt, i.verified and i.fact = 'paid' and i.amount = x.amount_cents
                                  order by i.ord) > 1)
      end as verdict
    from unnest(v_ids, p_verified, p_facts, p_amounts, p_receipts, p_phones, p_checkout_ids) with ordinality
      as i (id, verified, fact, amount, receipt, phone, checkout_id, ord)
    left join mpesa.transaction x on x.id = i.id
    left join mpesa.receipt r on r.receipt = i.receipt
  ) j;

  -- 4. The evidence, whatever it is worth. What moves nothing is kept sixty-four times a transaction.
  if p_stored then
    update mpesa.evidence e set verdict = i.verdict, transaction_id = i.id, result_code = i.result_code,
      receipt = i.receipt, amount_cents = i.amount
    from unnest(v_evidence, v_ids, v_verdicts, p_result_codes, p_receipts, p_amounts)
      as i (evidence, id, verdict, result_code, receipt, amount)
    where e.id = i.evidence and i.verdict <> 'again';
  else
    insert into mpesa.evidence (id, kind, received_at, source_address, verified, transaction_id, result_code, receipt,
                                amount_cents, verdict, body)
    overriding system value
    select i.evidence, p_kind, p_now, i.address, i.verified, i.id, i.result_code, i.receipt, i.amount, i.verdict,
           -- What a stranger says of nothing is kept as far as a person would read it.
           case when i.id is null and not i.verified and p_kind = 'callback' then substring(i.body for 4096) else i.body end
    from unnest(v_evidence, v_ids, v_verdicts, p_addresses, p_verified, p_result_codes, p_receipts, p_amounts, p_bodies)
      as i (evidence, id, verdict, address, verified, result_code, receipt, amount, body)
    where case
      when i.verdict = 'again' then false
      when i.verdict in ('settled', 'declined', 'receipt_filled') then true
      -- Money that names no transaction of ours is always kept. What else nobody can be found for is kept up to a number;
      -- while that many wait for a person, more of it is only counted.
      when i.id is null and p_kind <> 'callback' then true
      when i.id is null then
        coalesce((select c.times from mpesa.review_case c
                  where c.queue = case when i.verified then 'unbound' else 'strangers' end and c.closed_at is null and coalesce(c.transaction_id, 0) = 0
                    and coalesce(c.receipt, '') = ''), 0) < 10000
      -- Strangers cannot crowd out what Safaricom says.
      else (select count(*) from mpesa.evidence e where e.transaction_id = i.id and e.verified = i.verified) < 64
      end;
  end if;

  -- 5. The money: one posting a deposit, and the ledger's unique constraint stands behind it.
  if 'settled' = any (v_verdicts) then
    select array_agg(a.id order by i.ord), array_agg(x.wallet_account_id order by i.ord),
           array_agg(x.amount_cents order by i.ord), array_agg(x.transaction_id order by i.ord),
           array_agg(coalesce(i.event_at, p_now) order by i.ord)
    into v_floats, v_wallets, v_cents, v_settling, v_events
    from unnest(v_ids, v_verdicts, p_event_at) with ordinality as i (id, verdict, event_at, ord)
    join mpesa.transaction x on x.id = i.id
    join mpesa.stk_push s on s.transaction_id = i.id
    join ledger.account a on a.code = 'mpesa:' || s.shortcode || ':utility'
    where i.verdict = 'settled';

    select array_agg(b.posting_id order by b.ord) into v_postings
    from ledger.post_batch('deposit', p_now, v_settling, v_floats, v_wallets, v_cents, v_events) b;
  end if;

  -- 6. The customer's record, the receipt, the prompt that is no longer open, and what is to be told.
  if v_verdicts && array['settled', 'declined', 'receipt_filled'] then
    with change as (
      -- The postings are in the order of what settled, so the n-th of those has the n-th posting.
      select i.id, i.evidence, i.verdict, i.result_code, i.receipt, i.checkout_id, i.merchant_id,
        case i.verdict when 'settled' then
          v_postings[count(*) filter (where i.verdict = 'settled') over (order by i.ord rows unbounded preceding)]
        end as posting_id
      from unnest(v_ids, v_evidence, v_verdicts, p_result_codes, p_receipts, p_checkout_ids, p_merchant_ids)
        with ordinality as i (id, evidence, verdict, result_code, receipt, checkout_id, merchant_id, ord)
      where i.verdict in ('settled', 'declined', 'receipt_filled')
    ), changed as (
      update mpesa.transaction x set
        state = case c.verdict when 'declined' then 'declined' else 'completed' end,
        reason_code = case c.verdict when 'declined' then c.result_code else null end,
        settled_by = case c.verdict when 'settled' then p_kind else x.settled_by end,
        posting_id = coalesce(c.posting_id, x.posting_id),
        completed_at = case c.verdict when 'receipt_filled' then x.completed_at else p_now end,
        mpesa_receipt_number = case c.verdict when 'declined' then null else coalesce(x.mpesa_receipt_number, c.receipt) end,
        checkout_request_id = coalesce(x.checkout_request_id, c.checkout_id),
        merchant_request_id = coalesce(x.merchant_request_id, c.merchant_id)
      from change c where x.id = c.id
    ), receipted as (
      insert into mpesa.receipt (receipt, transaction_id, evidence_id)
      select c.receipt, c.id, c.evidence from change c where c.verdict <> 'declined' and c.receipt is not null
    ), closed as (
      delete from mpesa.open_prompt o using change c where o.transaction_id = c.id
    ), asked as (
      delete from app.work w using change c where w.kind = 'stk.query' and w.subject = c.id
    )
    insert into app.work as w (kind, subject, due_at)
    select case c.verdict when 'settled' then 'transaction.settled' else 'transaction.changed' end, c.id, p_now
    from change c
    on conflict (kind, subject) do update set requested = w.requested + 1, due_at = excluded.due_at;
  end if;

  -- 7. A person who was to find out what became of it need not any more.
  if v_given_up then
    update mpesa.review_case c set closed_at = p_now, closed_because = i.verdict || ' by ' || p_kind
    from unnest(v_ids, v_verdicts) as i (id, verdict)
    where c.closed_at is null and c.queue in ('lapsed', 'unresolved') and coalesce(c.transaction_id, 0) = i.id
      and i.verdict in ('settled', 'declined');
  end if;

  -- 8. What waits for a person, and the one early question to Safaricom.
  if v_verdicts && array['unbound', 'unverified', 'unreadable', 'unclear', 'wrong_amount', 'wrong_phone', 'wrong_request',
                         'receipt_reused', 'second_receipt', 'contradicted'] then
    perform mpesa.send_to_queue(p_now, p_kind, i.id, i.evidence, i.verdict, i.result_code, i.amount, i.receipt, i.verified)
    from unnest(v_ids, v_evidence, v_verdicts, p_result_codes, p_amounts, p_receipts, p_verified)
      as i (id, evidence, verdict, result_code, amount, receipt, verified)
    where i.verdict not in ('settled', 'declined', 'receipt_filled', 'repeated', 'noted', 'again')
      and not (i.verdict = 'unbound' and not i.verified and p_kind = 'callback');
    -- Strangers are counted in one step, so that many of them hold up nobody.
    perform mpesa.count_strangers(p_now, count(*)::integer)
    from unnest(v_verdicts, p_verified) as i (verdict, verified)
    where i.verdict = 'unbound' and not i.verified and p_kind = 'callback'
    having count(*) > 0;
  end if;

  return query
  select i.ord::integer, i.id, i.uuid, i.user_id, i.verdict
  from unnest(v_ids, v_uuids, v_users, v_verdicts) with ordinality as i (id, uuid, user_id, verdict, ord)
  order by i.ord;
end $$;

-- Counts what came to the callback addresses without naming any request of ours.
create function mpesa.count_strangers(p_now timestamptz, p_times integer) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into mpesa.review_case as c (queue, detail, times, opened_at, last_at)
  values ('strangers', 'callbacks that name no request of ours, from callers who cannot speak for Safaricom', p_times, p_now, p_now)
  on conflict (queue, coalesce(transaction_id, 0), coalesce(receipt, '')) where closed_at is null
  do update set times = c.times + excluded.times, last_at = excluded.last_at;
$$;

-- Opens the case of a piece of evidence that moved nothing and, once a deposit, brings its next question to
-- Safaricom forward: what a stranger sends us can make us look, never make us pay.
create function mpesa.send_to_queue(
  p_now timestamptz, p_kind text, p_id bigint, p_evidence bigint, p_verdict text, p_result_code text, p_amount bigint,
  p_receipt text, p_verified boolean
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  t mpesa.transaction;
begin
  select * into t from mpesa.transaction x where x.id = p_id;
  if p_verdict = 'unverified' and t.state = 'completed' then
    return;
  end if;
  perform mpesa.open_case(p_now, p_verdict, p_id, (select e.id from mpesa.evidence e where e.id = p_evidence), format(
    '%s said result %s, amount %s, receipt %s; we asked for %s, state %s', p_kind, coalesce(p_result_code, 'none'),
    coalesce((p_amount / 100.0)::numeric(20, 2)::text, 'none'), coalesce(p_receipt, 'none'),
    coalesce((t.amount_cents / 100)::text, 'nothing known'), coalesce(t.state, 'none')),
    case when p_id is null and p_verified and p_kind <> 'callback' then p_receipt end);
  if t.state = 'completed' or p_id is null or p_verdict in ('contradicted', 'second_receipt', 'unbound') then
    return;
  end if;
  update mpesa.stk_push s set hinted_at = p_now where s.transaction_id = p_id and s.hinted_at is null;
  if found then
    insert into app.work as w (kind, subject, due_at) values ('stk.query', p_id, p_now)
    on conflict (kind, subject) do update set requested = w.requested + 1, due_at = least(w.due_at, excluded.due_at);
  end if;
end $$;

reset role;

revoke all on all functions in schema mpesa from public;
grant execute on function mpesa.settle to hazina_server;
