-- How money is written. Only hazina_books may execute these: its `security definer` functions call them.
--
-- The path is pinned on every function that a caller outside of this schema or a trigger enters by; stamp_day, post_one
-- and release_hold are entered only through those and inherit it. Together the settings cost about 4 microseconds a
-- call. The plan settings matter as much as the path: a plan made while the books were nearly empty is kept by the
-- connection, and a scan of the whole table, free then, would be paid on every posting once the table is large.

set local role hazina_books;

-- Makes an account exist; the same code gives the same id.
create function ledger.open_account(p_code text, p_now timestamptz) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_id bigint := (select a.id from ledger.account a where a.code = p_code);
begin
  if v_id is not null then
    return v_id;
  end if;
  insert into ledger.account (code, guarded, opened_at)
  select p_code, k.guarded, p_now from ledger.account_kind k where k.kind = split_part(p_code, ':', 1)
  on conflict (code) do nothing
  returning id into v_id;
  if v_id is null then
    -- Somebody else opened it between the look and the insert, or its kind is not in the chart.
    v_id := (select a.id from ledger.account a where a.code = p_code);
  end if;
  if v_id is null then
    raise exception 'account code not in the chart' using errcode = 'HZ010', detail = format('code=%s', p_code);
  end if;
  return v_id;
end
$$;

-- The business day of a posting made now. The shared lock keeps that day open until the posting has committed; the
-- day is read in a statement after the lock, so a closing that was waited for is seen. A snapshot older than the
-- lock would not see it: hence read committed only.
create function ledger.stamp_day(p_now timestamptz) returns date
language plpgsql as $$
begin
  if pg_catalog.current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'postings are made in read committed' using errcode = 'HZ011';
  end if;
  -- ledger.close_day takes the same key exclusively.
  perform pg_catalog.pg_advisory_xact_lock_shared(1213880129);
  return greatest(
    (p_now at time zone 'Africa/Nairobi')::date,
    (select d.day + 1 from ledger.closed_day d order by d.day desc limit 1));
end
$$;

create function ledger.refuse_funds(
  p_account_id bigint, p_amount_cents bigint, p_available_cents bigint
) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'insufficient funds' using errcode = 'HZ001', detail = format(
    'account=%s amount_cents=%s available_cents=%s',
    (select a.code from ledger.account a where a.id = p_account_id), p_amount_cents, p_available_cents);
end
$$;

-- One posting with any number of entries, as signed amounts, which may name an account once only. Takes no lock but
-- those of the wallets it touches, in sorted order.
create function ledger.post_lines(
  p_kind text,
  p_now timestamptz,
  p_transaction_id uuid,
  p_accounts bigint[],
  p_amounts bigint[],
  p_event_at timestamptz,
  p_hold_id bigint default null
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
declare
  v_day date;
  v_id bigint;
begin
  if (cardinality(p_amounts) = cardinality(p_accounts)
      and cardinality(p_accounts) = (select count(distinct a) from unnest(p_accounts) a)) is not true then
    raise exception 'post_lines takes arrays of one length, and each account once' using errcode = 'HZ010';
  end if;
  v_day := ledger.stamp_day(p_now);
  v_id := nextval('ledger.posting_id_seq');

  perform from ledger.balance b where b.account_id = any (p_accounts) order by b.account_id for no key update;

  with posted as (
    insert into ledger.posting (id, kind, settles, transaction_id, hold_id, business_day, posted_at, event_at)
    select v_id, p_kind, coalesce((select k.settles from ledger.posting_kind k where k.kind = p_kind), false),
      p_transaction_id, p_hold_id, v_day, p_now, p_event_at
  ),
  moved as (
    update ledger.balance b set version = b.version + 1,
      balance_cents = case when l.amount_cents > b.balance_cents - b.held_cents and l.amount_cents > 0
        then ledger.refuse_funds(b.account_id, l.amount_cents, b.balance_cents - b.held_cents)
        else b.balance_cents - l.amount_cents end
    from unnest(p_accounts, p_amounts) as l (account_id, amount_cents)
    where b.account_id = l.account_id
    returning b.account_id, b.version, b.balance_cents
  )
  insert into ledger.entry (posting_id, line, account_id, amount_cents, version, balance_after_cents)
  select v_id, l.line, l.account_id, l.amount_cents, m.version, m.balance_cents
  from unnest(p_accounts, p_amounts) with ordinality as l (account_id, amount_cents, line)
  left join moved m on m.account_id = l.account_id;
  return v_id;
end
$$;

reset role;
