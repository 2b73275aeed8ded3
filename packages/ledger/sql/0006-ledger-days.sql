-- Closing a business day: from then on its postings are final.

set local role hazina_books;

-- Waits for the postings that are being stamped (ledger.stamp_day holds the same key shared) and lets none begin
-- until this has committed. A posting that comes later is stamped with the first open day.
create function ledger.close_day(p_day date, p_now timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_last date;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'days are closed in read committed' using errcode = 'HZ011';
  end if;
  perform pg_advisory_xact_lock(1213880129);
  v_last := (select max(d.day) from ledger.closed_day d);
  if p_day >= (p_now at time zone 'Africa/Nairobi')::date then
    raise exception 'day % has not ended', p_day using errcode = 'HZ009', detail = format('day=%s', p_day);
  elsif p_day <= v_last then
    raise exception 'day % is closed already', p_day using errcode = 'HZ009', detail = format('day=%s', p_day);
  elsif p_day > v_last + 1
    or (v_last is null and exists (select from ledger.posting p where p.business_day < p_day)) then
    raise exception 'a day before % is open', p_day using errcode = 'HZ009', detail = format('day=%s', p_day);
  end if;
  insert into ledger.closed_day (day, closed_at) values (p_day, p_now);
end
$$;

reset role;
