-- What the tables refuse, whoever writes: hazina_books, which owns them, included.

set local role hazina_books;

create function ledger.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% refused: ledger.% is append-only', tg_op, tg_table_name using errcode = 'HZ005';
end
$$;

do $$
declare
  v_table text;
begin
  foreach v_table in array array[
    'account_kind', 'account', 'posting_kind', 'posting', 'entry', 'hold', 'hold_resolution', 'closed_day', 'sealed'
  ] loop
    execute format(
      'create trigger append_only before update or delete or truncate on ledger.%I
         for each statement execute function ledger.refuse_change()', v_table);
  end loop;
  foreach v_table in array array['balance', 'seal_position'] loop
    execute format(
      'create trigger never_removed before delete or truncate on ledger.%I
         for each statement execute function ledger.refuse_change()', v_table);
  end loop;
end
$$;

-- A wallet is born with its balance row; a code that does not fit its kind is no account.
create function ledger.guard_account() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from ledger.account_kind k where k.kind = new.kind and new.code ~ k.code_pattern) then
    raise exception 'account code not in the chart' using errcode = 'HZ010', detail = format('code=%s', new.code);
  end if;
  if new.guarded then
    insert into ledger.balance (account_id) values (new.id);
  end if;
  return null;
end
$$;

create trigger guard_account after insert on ledger.account
  for each row execute function ledger.guard_account();

-- The two guards below run once a statement over its new rows. AFTER triggers of every data-modifying CTE fire when
-- the whole statement is over, so one statement may insert postings and entries in any order.
--
-- By induction every posting in the books has at least two entries which sum to zero:
--   a posting whose statement ends without its line 1 is refused (guard_posting);
--   the entries a statement adds to a posting must be lines 1..n, sum to zero and have a posting (guard_entry);
--   and a later statement cannot add any, because its line 1 is taken by the primary key.
--
-- Settling, the tx id and the accounts that the kind allows are checked on the way. The look-ups are scalar subqueries
-- on purpose: a join might be planned as a hash of the whole account table while that is small, and such a plan stays
-- cached in the connection when it no longer is.
create function ledger.guard_posting() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from fresh f
  where (select e.line from ledger.entry e where e.posting_id = f.id and e.line = 1) is null
  limit 1;
  if found then
    raise exception 'a posting has no entries' using errcode = 'HZ003';
  end if;
  return null;
end
$$;

create trigger guard_posting after insert on ledger.posting
  referencing new table as fresh for each statement execute function ledger.guard_posting();

create function ledger.guard_entry() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_kind text;
  v_settles boolean;
  v_debit_kinds text[];
  v_credit_kinds text[];
begin
  -- A statement writes postings of one kind.
  select k.kind, k.settles, k.debit_kinds, k.credit_kinds into v_kind, v_settles, v_debit_kinds, v_credit_kinds
  from ledger.posting_kind k
  where k.kind = (select p.kind from ledger.posting p where p.id = (select f.posting_id from fresh f limit 1));

  perform from fresh f
  group by f.posting_id
  -- Lines are distinct by the primary key and at least 1, so n of them with none above n are 1..n.
  having sum(f.amount_cents) <> 0 or count(*) < 2 or max(f.line) <> count(*)
    or (
      select p.kind from ledger.posting p
      where p.id = f.posting_id and p.tx_id = pg_current_xact_id()
        and p.settles = v_settles and (p.transaction_id is not null or not v_settles)
    ) is distinct from v_kind
    or not bool_and(
      f.line > 0 and f.amount_cents <> 0 and (f.balance_after_cents >= 0) is not distinct from (f.version > 0)
      and (
        select a.guarded = (f.version is not null)
          and a.kind = any (case when f.amount_cents > 0 then v_debit_kinds else v_credit_kinds end)
        from ledger.account a where a.id = f.account_id
      ) is true)
  limit 1;
  if found then
    perform ledger.refuse_entries((select array_agg(distinct f.posting_id) from fresh f));
  end if;
  return null;
end
$$;

create trigger guard_entry after insert on ledger.entry
  referencing new table as fresh for each statement execute function ledger.guard_entry();

-- Says which promise the entries broke; never called on the way of good ones.
create function ledger.refuse_entries(p_ids bigint[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_bad record;
begin
  select e.posting_id, p.kind, k.kind is null as unknown, k.settles and p.transaction_id is null as ownerless,
    sum(e.amount_cents) as sum_cents, count(*) as lines
  into v_bad
  from ledger.entry e
  left join ledger.posting p on p.id = e.posting_id
  left join ledger.posting_kind k on k.kind = p.kind
  where e.posting_id = any (p_ids)
  group by e.posting_id, p.kind, k.kind, k.settles, p.transaction_id
  having k.kind is null or (k.settles and p.transaction_id is null)
    or sum(e.amount_cents) <> 0 or count(*) < 2 or max(e.line) <> count(*) or min(e.line) <> 1
  order by e.posting_id limit 1;
  if found and v_bad.kind is null then
    raise exception 'entries without a posting' using errcode = 'HZ003', detail = format('posting=%s', v_bad.posting_id);
  elsif found and v_bad.unknown then
    raise exception 'no such kind of posting: %', v_bad.kind using errcode = 'HZ010';
  elsif found and v_bad.ownerless then
    raise exception 'a % settles a transaction, and none was given', v_bad.kind using errcode = 'HZ010';
  elsif found then
    raise exception 'posting % is not balanced', v_bad.posting_id using errcode = 'HZ002',
      detail = format('posting=%s sum_cents=%s lines=%s', v_bad.posting_id, v_bad.sum_cents, v_bad.lines);
  end if;

  select e.amount_cents, p.kind, coalesce(a.code, e.account_id || ' (unknown)') as account into v_bad
  from ledger.entry e
  join ledger.posting p on p.id = e.posting_id
  join ledger.posting_kind k on k.kind = p.kind
  left join ledger.account a on a.id = e.account_id
  where e.posting_id = any (p_ids)
    and (a.kind = any (case when e.amount_cents > 0 then k.debit_kinds else k.credit_kinds end)) is not true
  order by e.posting_id, e.line limit 1;
  if found then
    raise exception 'a % may not % account %', v_bad.kind,
      case when v_bad.amount_cents > 0 then 'debit' else 'credit' end, v_bad.account
      using errcode = 'HZ004', detail = format('kind=%s account=%s', v_bad.kind, v_bad.account);
  end if;
  raise exception 'entries were not written by the functions of the ledger' using errcode = 'HZ010';
end
$$;

reset role;
