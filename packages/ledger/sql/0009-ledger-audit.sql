-- The replay: everything the books say twice is computed again from the entries and compared. No rows: the books hold.
-- One query, so one snapshot; set-based, so a million entries take seconds.

set local role hazina_books;

create function ledger.audit_postings() returns table (rule text, subject text, detail text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when g.posting_id is null then 'posting_without_entries'
      when p.id is null then 'entries_without_posting' else 'posting_unbalanced' end,
    'posting:' || coalesce(p.id, g.posting_id),
    format('sum_cents=%s lines=%s', coalesce(g.sum_cents, 0), coalesce(g.lines, 0))
  from ledger.posting p
  full join (
    select e.posting_id, sum(e.amount_cents) as sum_cents, count(*) as lines, min(e.line) as first, max(e.line) as last
    from ledger.entry e group by e.posting_id
  ) g on g.posting_id = p.id
  where p.id is null or g.posting_id is null or g.sum_cents <> 0 or g.lines < 2 or g.first <> 1 or g.last <> g.lines
  union all
  select 'entry_not_allowed', format('posting:%s/%s', e.posting_id, e.line),
    format('kind=%s account=%s amount_cents=%s', p.kind, coalesce(a.code, e.account_id || ' (unknown)'), e.amount_cents)
  from ledger.entry e
  join ledger.posting p on p.id = e.posting_id
  left join ledger.posting_kind k on k.kind = p.kind
  left join ledger.account a on a.id = e.account_id
  where e.amount_cents = 0 or (a.guarded = (e.version is not null)) is not true
    or (a.kind = any (case when e.amount_cents > 0 then k.debit_kinds else k.credit_kinds end)) is not true
  union all
  select 'settled_twice', 'transaction:' || p.transaction_id, format('postings=%s', array_agg(p.id order by p.id))
  from ledger.posting p where p.settles group by p.transaction_id having count(*) > 1
  union all
  select 'settling_mismatch', 'posting:' || p.id, format('kind=%s settles=%s', p.kind, p.settles)
  from ledger.posting p left join ledger.posting_kind k on k.kind = p.kind
  where k.settles is distinct from p.settles or (p.settles and p.transaction_id is null)
  union all
  -- A logical restore into another cluster brings transaction ids which that cluster has not reached.
  select 'posting_from_the_future', 'posting:' || p.id, format('tx_id=%s', p.tx_id)
  from ledger.posting p where p.tx_id > greatest(pg_snapshot_xmax(pg_current_snapshot()), pg_current_xact_id_if_assigned())
$$;

create function ledger.audit_wallets() returns table (rule text, subject text, detail text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select 'balance_differs', coalesce(a.code, 'account:' || b.account_id, 'account:' || g.account_id),
    format('balance_cents=%s version=%s; entries sum_cents=%s count=%s',
      b.balance_cents, b.version, coalesce(g.sum_cents, 0), coalesce(g.lines, 0))
  from (select a.id, a.code from ledger.account a where a.guarded) a
  full join ledger.balance b on b.account_id = a.id
  full join (
    select e.account_id, -sum(e.amount_cents) as sum_cents, count(*) as lines
    from ledger.entry e where e.version is not null group by e.account_id
  ) g on g.account_id = a.id
  where a.id is null or b.account_id is null
    or b.balance_cents <> coalesce(g.sum_cents, 0) or b.version <> coalesce(g.lines, 0)
  union all
  select 'balance_below_held', 'account:' || b.account_id, format('balance_cents=%s held_cents=%s', b.balance_cents, b.held_cents)
  from ledger.balance b where b.held_cents < 0 or b.balance_cents < b.held_cents
  union all
  select case when x.version <> x.step then 'version_gap' else 'running_balance_differs' end,
    'account:' || x.account_id,
    format('posting=%s version=%s expected=%s; balance_after_cents=%s expected=%s',
      x.posting_id, x.version, x.step, x.balance_after_cents, x.running_cents)
  from (
    select e.account_id, e.posting_id, e.version, e.balance_after_cents,
      row_number() over so_far as step, -sum(e.amount_cents) over so_far as running_cents
    from ledger.entry e where e.version is not null
    window so_far as (partition by e.account_id order by e.version rows unbounded preceding)
  ) x
  where x.version <> x.step or x.balance_after_cents is distinct from x.running_cents or x.balance_after_cents < 0
$$;

create function ledger.audit_holds() returns table (rule text, subject text, detail text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select 'held_differs', 'account:' || coalesce(b.account_id, o.account_id),
    format('held_cents=%s; open holds=%s', coalesce(b.held_cents, 0), coalesce(o.amount_cents, 0))
  from ledger.balance b
  full join (
    select h.account_id, sum(h.amount_cents) as amount_cents from ledger.open_hold h group by h.account_id
  ) o on o.account_id = b.account_id
  where b.account_id is null or b.held_cents <> coalesce(o.amount_cents, 0)
  union all
  select 'hold_resolved_twice', 'hold:' || r.hold_id, format('resolutions=%s', count(*))
  from ledger.hold_resolution r group by r.hold_id having count(*) > 1
  union all
  -- A commit is a posting of the hold's own, which debits its wallet by what was committed, within what was held.
  select 'resolution_differs', 'hold:' || coalesce(h.id, r.hold_id, p.hold_id),
    format('outcome=%s amount_cents=%s held_cents=%s; posting=%s of hold=%s debits_cents=%s',
      r.outcome, r.amount_cents, h.amount_cents, r.posting_id, p.hold_id, d.amount_cents)
  from ledger.hold_resolution r
  full join (select p.id, p.hold_id from ledger.posting p where p.hold_id is not null) p on p.id = r.posting_id
  left join ledger.hold h on h.id = r.hold_id
  left join lateral (
    select sum(e.amount_cents) as amount_cents from ledger.entry e
    where e.posting_id = r.posting_id and e.account_id = h.account_id
  ) d on true
  where r.hold_id is null or h.id is null or case r.outcome
    when 'committed' then (p.hold_id = r.hold_id and d.amount_cents = r.amount_cents
      and r.amount_cents between 1 and h.amount_cents) is not true
    else r.posting_id is not null or r.amount_cents <> 0
  end
$$;

create function ledger.audit_sealed() returns table (rule text, subject text, detail text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select 'sealed_differs', format('posting:%s/%s', coalesce(e.posting_id, s.posting_id), coalesce(e.line, s.line)),
    format('sealed account=%s version=%s balance_after_cents=%s; expected account=%s version=%s balance_after_cents=%s',
      s.account_id, s.version, s.balance_after_cents, e.account_id, e.version, e.balance_after_cents)
  from ledger.sealed s
  full join (
    select e.account_id, e.posting_id, e.line, row_number() over so_far as version,
      sum(case k.normal_side when 'debit' then e.amount_cents else -e.amount_cents end) over so_far as balance_after_cents
    from ledger.seal_position z
    join ledger.posting p on (p.tx_id, p.id) <= (z.tx_id, z.posting_id)
    join ledger.entry e on e.posting_id = p.id and e.version is null
    join ledger.account a on a.id = e.account_id
    join ledger.account_kind k on k.kind = a.kind
    window so_far as (partition by e.account_id order by p.tx_id, p.id, e.line rows unbounded preceding)
  ) e on e.posting_id = s.posting_id and e.line = s.line
  where s.account_id is distinct from e.account_id or s.version is distinct from e.version
    or s.balance_after_cents is distinct from e.balance_after_cents
$$;

create function ledger.audit_days() returns table (rule text, subject text, detail text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select 'business_day_wrong', 'posting:' || p.id,
    format('business_day=%s posted_at=%s', p.business_day, p.posted_at)
  from (select p.id, p.business_day, p.posted_at, (p.posted_at at time zone 'Africa/Nairobi')::date as own_day
    from ledger.posting p) p
  where p.business_day < p.own_day or (p.business_day > p.own_day
    and not exists (select from ledger.closed_day d where d.day = p.business_day - 1))
  union all
  select 'closed_days_gap', 'day:' || d.day, format('previous=%s', d.previous)
  from (select d.day, lag(d.day) over (order by d.day) as previous from ledger.closed_day d) d
  where d.previous <> d.day - 1
$$;

create function ledger.audit_cover() returns table (rule text, subject text, detail text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select 'clearing_unexplained', c.code, format('balance_cents=%s without a transaction since %s', c.balance_cents, c.since)
  from ledger.open_clearing c where c.transaction_id is null
  union all
  select 'wallets_uncovered', 'totals', format('wallets_cents=%s cover_cents=%s', t.wallets, t.cover)
  from (
    select -coalesce(sum(e.amount_cents) filter (where a.kind = 'wallet'), 0) as wallets,
      coalesce(sum(e.amount_cents) filter (where a.kind in ('mpesa', 'bank', 'clearing')), 0) as cover
    from ledger.entry e join ledger.account a on a.id = e.account_id
  ) t
  where t.wallets > t.cover
  union all
  select 'total_differs', t.kind, format('total_cents=%s; entries sum_cents=%s', t.total_cents, coalesce(g.sum_cents, 0))
  from ledger.totals t
  left join (
    select a.kind, sum(case k.normal_side when 'debit' then e.amount_cents else -e.amount_cents end) as sum_cents
    from ledger.entry e
    join ledger.account a on a.id = e.account_id
    join ledger.account_kind k on k.kind = a.kind
    group by a.kind
  ) g on g.kind = t.kind
  where t.total_cents <> coalesce(g.sum_cents, 0)
$$;

-- At most 100 breaks of a rule: the first ones say what happened.
create function ledger.audit() returns table (rule text, subject text, detail text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select b.rule, b.subject, b.detail
  from (
    select b.*, row_number() over (partition by b.rule order by b.subject) as place
    from (
      select * from ledger.audit_postings()
      union all select * from ledger.audit_wallets()
      union all select * from ledger.audit_holds()
      union all select * from ledger.audit_sealed()
      union all select * from ledger.audit_days()
      union all select * from ledger.audit_cover()
    ) b
  ) b
  where b.place <= 100
  order by b.rule, b.place
$$;

grant execute on function
  ledger.audit(), ledger.audit_postings(), ledger.audit_wallets(), ledger.audit_holds(), ledger.audit_sealed(),
  ledger.audit_days(), ledger.audit_cover()
to hazina_server;

reset role;
