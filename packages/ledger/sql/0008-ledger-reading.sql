-- How the books are read. Balances, amounts and totals here are on the account's normal side, in cents: what a wallet
-- receives is positive, what the float receives is positive.

set local role hazina_books;

create index account_recorded on ledger.account (id) where not guarded;

create view ledger.wallet as
select a.id as account_id, a.code, b.balance_cents, b.held_cents, b.balance_cents - b.held_cents as available_cents,
  b.version
from ledger.balance b join ledger.account a on a.id = b.account_id;

-- Entries of recorded accounts which the sealer has not come to. The upper bound changes nothing but the estimate: a
-- range is taken to be short, an open end to be a third of the books. `offset 0` keeps the entries a look-up.
create view ledger.unsealed as
select e.account_id, e.posting_id, e.line, e.amount_cents
from (select s.tx_id, s.posting_id from ledger.seal_position s) s
join ledger.posting p on p.tx_id >= s.tx_id and p.tx_id <= '18446744073709551615'::xid8
cross join lateral (
  select l.account_id, l.posting_id, l.line, l.amount_cents, l.version
  from ledger.entry l where l.posting_id = p.id offset 0
) e
where (p.tx_id, p.id) > (s.tx_id, s.posting_id) and e.version is null;

create view ledger.recorded_balance as
select a.id as account_id, a.code, a.kind,
  (coalesce(s.balance_after_cents, 0)
    + case k.normal_side when 'debit' then 1 else -1 end * coalesce(u.amount_cents, 0))::bigint as balance_cents
from ledger.account a
join ledger.account_kind k on k.kind = a.kind
left join lateral (
  select s.balance_after_cents from ledger.sealed s
  where s.account_id = a.id order by s.version desc limit 1
) s on true
left join (select account_id, sum(amount_cents) as amount_cents from ledger.unsealed group by account_id) u
  on u.account_id = a.id
where not a.guarded;

-- Null when no such account is open.
create function ledger.account_balance(p_code text) returns bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(
    (select w.balance_cents from ledger.wallet w where w.code = p_code),
    (select r.balance_cents from ledger.recorded_balance r where r.code = p_code))
$$;

grant execute on function ledger.account_balance(text) to hazina_server;

-- One row for every kind of the chart, used or not.
create view ledger.totals as
select k.kind, coalesce(t.total_cents, 0)::bigint as total_cents
from ledger.account_kind k
left join (
  select a.kind, sum(b.balance_cents) as total_cents
  from ledger.balance b join ledger.account a on a.id = b.account_id group by a.kind
  union all
  select r.kind, sum(r.balance_cents) from ledger.recorded_balance r group by r.kind
) t on t.kind = k.kind;

-- Every account's entries with their running balance. A recorded account's newest entries appear once they are sealed.
create view ledger.statement as
select e.account_id, e.version, e.posting_id, e.line, -e.amount_cents as amount_cents, e.balance_after_cents,
  p.kind, p.transaction_id, p.hold_id, p.business_day, p.posted_at, p.event_at
from ledger.entry e
join ledger.posting p on p.id = e.posting_id
where e.version is not null
union all
select s.account_id, s.version, s.posting_id, s.line,
  (select case k.normal_side when 'debit' then e.amount_cents else -e.amount_cents end
    from ledger.account a join ledger.account_kind k on k.kind = a.kind where a.id = s.account_id),
  s.balance_after_cents,
  p.kind, p.transaction_id, p.hold_id, p.business_day, p.posted_at, p.event_at
from ledger.sealed s
join ledger.entry e on e.posting_id = s.posting_id and e.line = s.line
join ledger.posting p on p.id = s.posting_id;

-- A page of one account's statement, newest first, from below a version. The versions are found first, in the order of
-- an index: ordered by itself, the view would be read to its end for every page of the float.
create function ledger.statement_page(
  p_account bigint, p_limit int, p_before_version bigint default 9223372036854775807
) returns setof ledger.statement
language sql stable set search_path = pg_catalog, pg_temp as $$
  select s.*
  from (
    (select e.version from ledger.entry e where e.account_id = p_account and e.version < p_before_version
      order by e.version desc limit p_limit)
    union all
    (select z.version from ledger.sealed z where z.account_id = p_account and z.version < p_before_version
      order by z.version desc limit p_limit)
  ) v
  cross join lateral (
    select t.* from ledger.statement t where t.account_id = p_account and t.version = v.version offset 0
  ) s
  order by s.version desc
$$;

grant execute on function ledger.statement_page(bigint, int, bigint) to hazina_server;

create view ledger.open_hold as
select h.id as hold_id, h.account_id, h.amount_cents, h.transaction_id, h.placed_at, h.expires_at
from ledger.hold h
where not exists (select from ledger.hold_resolution r where r.hold_id = h.id);

-- What clearing accounts hold, by the transaction that put it there and since when. Without a transaction nothing
-- may stay.
create view ledger.open_clearing as
select a.code, p.transaction_id, sum(e.amount_cents)::bigint as balance_cents, min(p.posted_at) as since
from ledger.account a
join ledger.entry e on e.account_id = a.id
join ledger.posting p on p.id = e.posting_id
where a.kind = 'clearing'
group by a.code, p.transaction_id
having sum(e.amount_cents) <> 0;

reset role;
