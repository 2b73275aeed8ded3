-- A deposit before Safaricom has said what became of it: opening it, noting the answer to the push, giving up.

set local role hazina_books;

-- Opens a deposit and its prompt in one step, before anything is sent. outcome: opened | prompt_open | prompt_limit
-- | user_unknown. For prompt_open the deposit that holds the phone is named, with the time the phone is free again.
create function mpesa.open_deposit(
  p_now timestamptz, p_transaction_id uuid, p_user_id bigint, p_amount_cents bigint, p_phone text,
  p_token_hash bytea, p_account_reference text, p_shortcode text, p_expires_at timestamptz,
  p_locked_until timestamptz, p_first_query_at timestamptz,
  p_unpaid_max integer, p_unpaid_of_user_max integer,
  p_unpaid_since timestamptz, p_idempotency_id bigint
) returns table (outcome text, id bigint, other_transaction uuid, other_user bigint, free_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_wallet bigint;
  v_id bigint;
  v_free_at timestamptz;
  v_is_own boolean;
begin
  select u.wallet_account_id, u.msisdn = p_phone into v_wallet, v_is_own from app.user u where u.id = p_user_id;
  if v_wallet is null then
    return query select 'user_unknown', null::bigint, null::uuid, null::bigint, null::timestamptz;
    return;
  end if;
  -- Pushes that one person asks for, and pushes to one phone, are decided one after the other.
  if p_unpaid_of_user_max < 1000000 then
    perform pg_advisory_xact_lock(hashtextextended('mpesa.asker:' || p_user_id, 0));
  end if;
  perform pg_advisory_xact_lock(hashtextextended('mpesa.prompt:' || p_phone, 0));
  return query
    select 'prompt_open', null::bigint, t.transaction_id, t.user_id, o.expires_at
    from mpesa.open_prompt o join mpesa.transaction t on t.id = o.transaction_id
    where o.phone_number = p_phone and o.expires_at > p_now;
  if found then
    return;
  end if;
  -- Nobody is harassed through us: unpaid prompts are limited for the phone that gets them, and for the person who asks.
  -- What strangers asked of a phone does not keep its owner from paying.
  select max(u.created_at) into v_free_at from (
    (select t.created_at from mpesa.transaction t
     where t.phone_number = p_phone and t.created_at > p_unpaid_since and t.status <> 'completed' and t.state <> 'refused'
       and (not v_is_own or t.user_id = p_user_id)
     order by t.created_at desc offset p_unpaid_max - 1 limit 1)
    union all
    (select t.created_at from mpesa.transaction t
     where t.user_id = p_user_id and t.created_at > p_unpaid_since and t.status <> 'completed' and t.state <> 'refused'
     order by t.id desc offset p_unpaid_of_user_max - 1 limit 1)) u;
  if v_free_at is not null then
    return query select 'prompt_limit', null::bigint, null::uuid, null::bigint, v_free_at + (p_now - p_unpaid_since);
    return;
  end if;
  insert into mpesa.transaction (transaction_id, user_id, wallet_account_id, type, amount_cents, phone_number, created_at,
                                 idempotency_id)
  values (p_transaction_id, p_user_id, v_wallet, 'deposit', p_amount_cents, p_phone, p_now, p_idempotency_id)
  returning transaction.id into v_id;
  insert into mpesa.stk_push (transaction_id, callback_token_hash, account_reference, shortcode, expires_at)
  values (v_id, p_token_hash, p_account_reference, p_shortcode, p_expires_at);
  insert into mpesa.open_prompt as o (phone_number, transaction_id, expires_at) values (p_phone, v_id, p_locked_until)
  on conflict (phone_number) do update set transaction_id = excluded.transaction_id, expires_at = excluded.expires_at;
  insert into app.work (kind, subject, due_at) values ('stk.query', v_id, p_first_query_at);
  return query select 'opened', v_id, null::uuid, null::bigint, null::timestamptz;
end $$;

-- Notes what Safaricom answered to the push. A callback may have been quicker: a settled deposit keeps its state
-- and only learns its identifiers. p_outcome: accepted | rejected | unknown.
create function mpesa.note_push_answer(
  p_now timestamptz, p_id bigint, p_outcome text, p_checkout_request_id text, p_merchant_request_id text, p_reason_code text
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t mpesa.transaction;
  v_state text;
begin
  select * into t from mpesa.transaction x where x.id = p_id for update;
  v_state := case
    when t.state = 'created' and p_outcome = 'accepted' then 'prompted'
    when t.state = 'created' and p_outcome = 'rejected' then 'refused'
    when t.state = 'created' and p_outcome = 'unknown' then 'unanswered'
    when t.state = 'unanswered' and p_outcome = 'accepted' then 'prompted'
    else t.state end;
  update mpesa.transaction x set
    state = v_state,
    checkout_request_id = coalesce(x.checkout_request_id, p_checkout_request_id),
    merchant_request_id = coalesce(x.merchant_request_id, p_merchant_request_id),
    reason_code = case when v_state = t.state then x.reason_code else p_reason_code end,
    answered_at = coalesce(x.answered_at, p_now)
  where x.id = p_id;
  if p_checkout_request_id is not null then
    update mpesa.stk_push s set checkout_request_id = p_checkout_request_id
    where s.transaction_id = p_id and s.checkout_request_id is null
      and not exists (select from mpesa.stk_push o where o.checkout_request_id = p_checkout_request_id);
  end if;
  if v_state = 'refused' then
    delete from mpesa.open_prompt o where o.transaction_id = p_id;
    delete from app.work w where w.kind = 'stk.query' and w.subject = p_id;
  end if;
  if v_state <> t.state then
    insert into app.work as w (kind, subject, due_at) values ('transaction.changed', p_id, p_now)
    on conflict (kind, subject) do update set requested = w.requested + 1, due_at = excluded.due_at;
  end if;
  return v_state;
end $$;

-- Gives a silent deposit its end. One whose push was never answered lapses: it shows as failed, and a late success still
-- credits it. One that Safaricom took but never explained is unresolved. Either may have been paid, and nobody is left to
-- ask, so it waits for a person in the queue of that name.
create function mpesa.give_up_deposit(p_now timestamptz, p_id bigint, p_state text, p_detail text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_state not in ('unanswered', 'lapsed', 'unresolved') then
    raise exception 'a silent deposit cannot become %', p_state using errcode = 'HZ101';
  end if;
  update mpesa.transaction x set state = p_state, reason_code = p_state
  where x.id = p_id and x.status = 'pending' and x.state <> p_state;
  if not found then
    return false;
  end if;
  if p_state <> 'unanswered' then
    delete from mpesa.open_prompt o where o.transaction_id = p_id;
    perform mpesa.open_case(p_now, p_state, p_id, null, p_detail);
  end if;
  insert into app.work as w (kind, subject, due_at) values ('transaction.changed', p_id, p_now)
  on conflict (kind, subject) do update set requested = w.requested + 1, due_at = excluded.due_at;
  return true;
end $$;

-- Puts a matter into a named queue; told again, it counts instead of piling up.
create function mpesa.open_case(
  p_now timestamptz, p_queue text, p_transaction bigint, p_evidence bigint, p_detail text, p_receipt text default null
) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into mpesa.review_case as c (queue, transaction_id, receipt, evidence_id, detail, opened_at, last_at)
  values (p_queue, p_transaction, p_receipt, p_evidence, p_detail, p_now, p_now)
  on conflict (queue, coalesce(transaction_id, 0), coalesce(receipt, '')) where closed_at is null
  do update set times = c.times + 1, last_at = excluded.last_at, evidence_id = excluded.evidence_id, detail = excluded.detail;
$$;

-- Takes a case out of its queue, with what a person found. It moves no money.
create function mpesa.close_case(p_now timestamptz, p_id bigint, p_because text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if length(trim(p_because)) < 3 then
    raise exception 'a case is closed with what was found' using errcode = 'HZ104';
  end if;
  update mpesa.review_case c set closed_at = p_now, closed_because = p_because where c.id = p_id and c.closed_at is null;
  return found;
end $$;

reset role;

revoke all on all functions in schema mpesa from public;
grant execute on function
  mpesa.open_deposit,
  mpesa.note_push_answer,
  mpesa.give_up_deposit,
  mpesa.close_case
  to hazina_server;
