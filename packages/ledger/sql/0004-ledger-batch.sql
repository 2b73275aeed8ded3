-- Postings in batches, which is how M-PESA's callbacks settle: one call, one commit, however many arrived together.

set local role hazina_books;

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
  v_day date;
  v_id bigint;
begin
  -- Other kinds may have two wallets to lock in order, and one to ask whether it has the money.
  if p_kind <> 'deposit' then
    return ledger.post_lines(p_kind, p_now, p_transaction_id, array[p_debit_account, p_credit_account],
      array[p_amount, -p_amount], p_event_at);
  end if;
  v_day := ledger.stamp_day(p_now);
  v_id := nextval('ledger.posting_id_seq');
  with posted as (
    insert into ledger.posting (id, kind, settles, transaction_id, business_day, posted_at, event_at)
    values (v_id, p_kind, (select k.settles from ledger.posting_kind k where k.kind = p_kind), p_transaction_id,
      v_day, p_now, p_event_at)
  ),
  moved as (
    update ledger.balance b set version = b.version + 1, balance_cents = b.balance_cents + p_amount
    where b.account_id = p_credit_account
    returning b.version, b.balance_cents
  )
  insert into ledger.entry (posting_id, line, account_id, amount_cents, version, balance_after_cents)
  values
    (v_id, 1, p_debit_account, p_amount, null, null),
    (v_id, 2, p_credit_account, -p_amount, (select m.version from moved m), (select m.balance_cents from moved m));
  return v_id;
end
$$;

reset role;
