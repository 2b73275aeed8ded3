-- Evidence that could not be settled with its batch: kept first, then settled by itself, at last handed to a person.

set local role hazina_books;

-- Keeps evidence whose batch could not be settled, before anything else is tried with it; each piece is then due to be
-- settled by itself.
create function mpesa.store_evidence(
  p_now timestamptz, p_kind text, p_addresses text[], p_verified boolean[], p_bodies bytea[], p_token_hashes bytea[],
  p_transactions bigint[]
) returns bigint[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_ids bigint[];
begin
  with stored as (
    insert into mpesa.evidence (kind, received_at, source_address, verified, transaction_id, verdict, body)
    select p_kind, p_now, i.address, i.verified, coalesce(i.transaction, s.transaction_id), 'stored', i.body
    from unnest(p_addresses, p_verified, p_bodies, p_token_hashes, p_transactions) with ordinality
      as i (address, verified, body, token_hash, transaction, ord)
    left join mpesa.stk_push s on s.callback_token_hash = i.token_hash
    order by i.ord
    returning evidence.id
  )
  select array_agg(s.id order by s.id) into v_ids from stored s;
  insert into app.work (kind, subject, due_at) select 'evidence.settle', u, p_now from unnest(v_ids) u;
  return v_ids;
end $$;

-- Hands stored evidence that cannot be settled at all to a person.
create function mpesa.give_up_evidence(p_now timestamptz, p_evidence bigint, p_detail text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_transaction bigint;
begin
  update mpesa.evidence e set verdict = 'poisonous' where e.id = p_evidence and e.verdict = 'stored'
  returning e.transaction_id into v_transaction;
  if found then
    perform mpesa.open_case(p_now, 'poisonous', v_transaction, p_evidence, left(p_detail, 500));
  end if;
end $$;

reset role;

revoke all on all functions in schema mpesa from public;
grant execute on function mpesa.store_evidence, mpesa.give_up_evidence to hazina_server;
