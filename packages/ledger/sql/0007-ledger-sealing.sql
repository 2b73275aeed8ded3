-- The running balance of recorded accounts, assigned after the commit.
--
-- Postings are ordered by (tx_id, id). Every database transaction below the snapshot's xmin is over, so nothing can
-- still appear before a posting of one of them: their order is final and their running balances can be written down.

set local role hazina_books;

-- Seals the entries of up to `p_limit` postings and says how many it was; 0 when there is nothing to seal yet, or
-- while another sealer works. The server may execute it: it brings no amounts of its own.
create function ledger.seal_recorded(p_limit int) returns int
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
  v_horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
  v_from ledger.seal_position;
  v_count int;
begin
  select s.* into v_from from ledger.seal_position s for update skip locked;
  if not found then
    return 0;
  end if;

  with batch as materialized (
    select p.tx_id, p.id from ledger.posting p
    where (p.tx_id, p.id) > (v_from.tx_id, v_from.posting_id) and p.tx_id < v_horizon
    order by p.tx_id, p.id
    limit p_limit
  ),
  line as materialized (
    select b.tx_id, e.posting_id, e.line, e.account_id, e.amount_cents
    from batch b
    -- `offset 0` keeps this a look-up for each posting, whatever the planner believes of the table's size.
    cross join lateral (select x.* from ledger.entry x where x.posting_id = b.id offset 0) e
    where e.version is null
  ),
  opening as materialized (
    select a.account_id, case k.normal_side when 'debit' then 1 else -1 end as sign,
      coalesce(s.version, 0) as version, coalesce(s.balance_after_cents, 0) as balance_cents
    from (select distinct l.account_id from line l) a
    join ledger.account c on c.id = a.account_id
    join ledger.account_kind k on k.kind = c.kind
    left join lateral (
      select s.version, s.balance_after_cents from ledger.sealed s
      where s.account_id = a.account_id order by s.version desc limit 1
    ) s on true
  ),
  sealed as (
    insert into ledger.sealed (account_id, version, posting_id, line, balance_after_cents)
    select l.account_id, o.version + row_number() over so_far, l.posting_id, l.line,
      o.balance_cents + o.sign * (sum(l.amount_cents) over so_far)::bigint
    from opening o join line l on l.account_id = o.account_id
    window so_far as (partition by l.account_id order by l.tx_id, l.posting_id, l.line rows unbounded preceding)
  ),
  position as (
    update ledger.seal_position s set tx_id = b.tx_id, posting_id = b.id
    from (select b.tx_id, b.id from batch b order by b.tx_id desc, b.id desc limit 1) b
  )
  select count(*) into v_count from batch;
  return v_count;
end
$$;

grant execute on function ledger.seal_recorded(int) to hazina_server;

reset role;
