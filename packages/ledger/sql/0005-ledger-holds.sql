-- Money reserved in a wallet until it is known whether it left. A hold ends once: by a commit, which posts all or
-- part of it and returns the rest, or by a void, which returns all of it. expires_at says when somebody must look at
-- it; nothing returns money by the clock alone, since the money may have left.

set local role hazina_books;

-- One hold for a transaction (HZ012). Raises HZ001 when the wallet has less available.
create function ledger.hold_place(
  p_account bigint, p_amount bigint, p_transaction_id uuid, p_now timestamptz, p_expires_at timestamptz default null
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
  v_id bigint;
begin
  if (p_amount > 0) is not true or p_expires_at <= p_now then
    raise exception 'a hold takes an amount above zero and a later end' using errcode = 'HZ010';
  end if;
  update ledger.balance b set held_cents = case when p_amount > b.balance_cents - b.held_cents
    then ledger.refuse_funds(b.account_id, p_amount, b.balance_cents - b.held_cents)
    else b.held_cents + p_amount end
  where b.account_id = p_account;
  if not found then
    raise exception 'a hold needs a wallet' using errcode = 'HZ004', detail = format('account_id=%s', p_account);
  end if;
  insert into ledger.hold (account_id, amount_cents, transaction_id, placed_at, expires_at)
  values (p_account, p_amount, p_transaction_id, p_now, p_expires_at)
  on conflict (transaction_id) do nothing
  returning id into v_id;
  if v_id is null then
    raise exception 'the transaction has a hold already' using errcode = 'HZ012',
      detail = format('transaction=%s', p_transaction_id);
  end if;
  return v_id;
end
$$;

-- Posts `p_amount` of the hold from its wallet to `p_credit_account`; what is left of the hold is available again.
create function ledger.hold_commit(
  p_hold bigint, p_kind text, p_credit_account bigint, p_amount bigint, p_now timestamptz,
  p_event_at timestamptz default null
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
  v_hold ledger.hold := ledger.release_hold(p_hold, p_credit_account);
  v_posting_id bigint;
begin
  if (p_amount between 1 and v_hold.amount_cents) is not true then
    raise exception 'a commit takes an amount between zero and what is held' using errcode = 'HZ008',
      detail = format('hold=%s held_cents=%s amount_cents=%s', p_hold, v_hold.amount_cents, p_amount);
  end if;
  v_posting_id := ledger.post_lines(p_kind, p_now, v_hold.transaction_id,
    array[v_hold.account_id, p_credit_account], array[p_amount, -p_amount], p_event_at, p_hold);
  insert into ledger.hold_resolution (hold_id, outcome, amount_cents, posting_id, resolved_at)
  values (p_hold, 'committed', p_amount, v_posting_id, p_now);
  return v_posting_id;
end
$$;

create function ledger.hold_void(p_hold bigint, p_now timestamptz, p_reason text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
begin
  if (p_reason <> '') is not true then
    raise exception 'a void takes a reason' using errcode = 'HZ010';
  end if;
  perform ledger.release_hold(p_hold, null);
  insert into ledger.hold_resolution (hold_id, outcome, amount_cents, reason, resolved_at)
  values (p_hold, 'voided', 0, p_reason, p_now);
end
$$;

-- Locks the wallets of a resolution in sorted order and makes the whole hold available; its caller's next row in
-- hold_resolution is what may exist once. The lock on the hold's wallet makes the look at the table exact.
create function ledger.release_hold(p_hold bigint, p_credit_account bigint) returns ledger.hold
language plpgsql as $$
declare
  v_hold ledger.hold;
begin
  select h.* into v_hold from ledger.hold h where h.id = p_hold;
  if not found then
    raise exception 'no such hold' using errcode = 'HZ006', detail = pg_catalog.format('hold=%s', p_hold);
  end if;
  perform from ledger.balance b where b.account_id in (v_hold.account_id, p_credit_account)
  order by b.account_id for no key update;
  if exists (select from ledger.hold_resolution r where r.hold_id = p_hold) then
    raise exception 'the hold is resolved already' using errcode = 'HZ007', detail = pg_catalog.format('hold=%s', p_hold);
  end if;
  update ledger.balance b set held_cents = b.held_cents - v_hold.amount_cents where b.account_id = v_hold.account_id;
  return v_hold;
end
$$;

reset role;
