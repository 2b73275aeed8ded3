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

-- The one-item batch, which is how an idle system settles: the same effect in fewer and simpler statements.
create function ledger.post_one(
  p_kind text,
  p_now timestamptz,
  p_transaction_id uuid,
  p_debit_account bigint,
  p_credit_account bigint,
  p_amount bigint,
  p_event_at timestamptz
) returns bigint
language plpgsql as $$
declare
  v_day date := ledger.stamp_day(p_now);
  v_id bigint := nextval('ledger.posting_id_seq');
  v_settles boolean;
  v_guarded_debit boolean;
  v_debit_version bigint;
  v_debit_balance bigint;
  v_credit_version bigint;
  v_credit_balance bigint;
begin
  select k.settles, 'wallet' = any (k.debit_kinds) into v_settles, v_guarded_debit
  from ledger.posting_kind k where k.kind = p_kind;
  if v_guarded_debit then
    -- Both rows in sorted order before the first is changed.
    perform from ledger.balance b where b.account_id in (p_debit_account, p_credit_account)
    order by b.account_id for no key update;
    update ledger.balance b set version = b.version + 1,
      balance_cents = case when p_amount > b.balance_cents - b.held_cents
        then ledger.refuse_funds(b.account_id, p_amount, b.balance_cents - b.held_cents)
        else b.balance_cents - p_amount end
    where b.account_id = p_debit_account
    returning b.version, b.balance_cents into v_debit_version, v_debit_balance;
  end if;
  update ledger.balance b set version = b.version + 1, balance_cents = b.balance_cents + p_amount
  where b.account_id = p_credit_account
  returning b.version, b.balance_cents into v_credit_version, v_credit_balance;

  with posted as (
    insert into ledger.posting (id, kind, settles, transaction_id, business_day, posted_at, event_at)
    values (v_id, p_kind, coalesce(v_settles, false), p_transaction_id, v_day, p_now, p_event_at)
  )
  insert into ledger.entry (posting_id, line, account_id, amount_cents, version, balance_after_cents)
  values
    (v_id, 1, p_debit_account, p_amount, v_debit_version, v_debit_balance),
    (v_id, 2, p_credit_account, -p_amount, v_credit_version, v_credit_balance);
  return v_id;
end
$$;

-- Two-legged postings of one kind, in array order. Several may touch one wallet: each sees what those before it left,
-- and one that would take a wallet below what is available refuses the whole batch (HZ001). A transaction that is
-- settled already refuses it too (unique_violation on posting_settles_once).
create function ledger.post_batch(
  p_kind text,
  p_now timestamptz,
  p_transaction_ids uuid[],
  p_debit_accounts bigint[],
  p_credit_accounts bigint[],
  p_amounts bigint[],
  p_event_at timestamptz[]
) returns table (ord int, posting_id bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  v_count int := cardinality(p_amounts);
  v_day date;
  v_wallets bigint[];
  v_balances bigint[];
  v_held bigint[];
  v_versions bigint[];
begin
  if (v_count = cardinality(p_transaction_ids) and v_count = cardinality(p_debit_accounts)
      and v_count = cardinality(p_credit_accounts) and v_count = cardinality(p_event_at)
      and 0 < all (p_amounts)) is not true then
    raise exception 'post_batch takes arrays of one length and amounts above zero' using errcode = 'HZ010';
  end if;
  if v_count = 1 and p_debit_accounts[1] <> p_credit_accounts[1] then
    ord := 1;
    posting_id := ledger.post_one(p_kind, p_now, p_transaction_ids[1], p_debit_accounts[1], p_credit_accounts[1],
      p_amounts[1], p_event_at[1]);
    return next;
    return;
  end if;
  v_day := ledger.stamp_day(p_now);

  -- In sorted order, or two batches that share wallets deadlock. A statement of its own, so that the next one starts
  -- with a snapshot in which the locked rows are the newest.
  select array_agg(w.account_id), array_agg(w.balance_cents), array_agg(w.held_cents), array_agg(w.version)
  into v_wallets, v_balances, v_held, v_versions
  from (
    select b.account_id, b.balance_cents, b.held_cents, b.version from ledger.balance b
    where b.account_id = any (p_debit_accounts || p_credit_accounts)
    order by b.account_id
    for no key update
  ) w;

  return query
  with item as materialized (
    select u.ord::int as ord, nextval('ledger.posting_id_seq') as posting_id,
      u.transaction_id, u.debit_id, u.credit_id, u.amount_cents, u.event_at
    from unnest(p_transaction_ids, p_debit_accounts, p_credit_accounts, p_amounts, p_event_at)
      with ordinality as u (transaction_id, debit_id, credit_id, amount_cents, event_at, ord)
  ),
  posted as (
    insert into ledger.posting (id, kind, settles, transaction_id, business_day, posted_at, event_at)
    select i.posting_id, p_kind, coalesce((select k.settles from ledger.posting_kind k where k.kind = p_kind), false),
      i.transaction_id, v_day, p_now, i.event_at
    from item i
  ),
  -- A wallet's locked balance is the first row of its running sum, which saves a join: what credits a wallet raises
  -- it, so its balance is a credit too. Accounts without that first row are recorded.
  line as (
    select 0::bigint as posting_id, 0::smallint as line, w.account_id, -w.balance_cents as amount_cents,
      w.version as step, w.held_cents
    from unnest(v_wallets, v_balances, v_held, v_versions) as w (account_id, balance_cents, held_cents, version)
    union all
    select i.posting_id, 1::smallint, i.debit_id, i.amount_cents, 1, 0 from item i
    union all
    select i.posting_id, 2::smallint, i.credit_id, -i.amount_cents, 1, 0 from item i
  ),
  running as materialized (
    select l.posting_id, l.line, l.account_id, l.amount_cents,
      first_value(l.posting_id) over so_far = 0 as guarded,
      first_value(l.held_cents) over so_far as held_cents,
      (first_value(l.step) over so_far + row_number() over so_far - 1) as version,
      -(sum(l.amount_cents) over so_far)::bigint as balance_after_cents,
      lead(l.posting_id) over so_far is null as last
    from line l
    window so_far as (partition by l.account_id order by l.posting_id, l.line rows unbounded preceding)
  ),
  moved as (
    update ledger.balance b set version = r.version, balance_cents = r.balance_after_cents
    from running r
    where r.guarded and r.last and b.account_id = r.account_id
  ),
  written as (
    insert into ledger.entry (posting_id, line, account_id, amount_cents, version, balance_after_cents)
    select r.posting_id, r.line, r.account_id, r.amount_cents,
      case when r.guarded then r.version end,
      case
        when not r.guarded then null
        when r.amount_cents > 0 and r.balance_after_cents < r.held_cents then ledger.refuse_funds(
          r.account_id, r.amount_cents, r.balance_after_cents + r.amount_cents - r.held_cents)
        else r.balance_after_cents
      end
    from running r
    where r.posting_id <> 0
  )
  select i.ord, i.posting_id from item i order by i.ord;
end
$$;

reset role;
