-- Transactions, the pushes that ask for them, and what Safaricom said. All of it belongs to hazina_books: the
-- server reads, and writes only through the functions of 0004 and 0005, which take evidence and not amounts.

create schema mpesa authorization hazina_books;
grant usage on schema mpesa to hazina_server;
set local role hazina_books;

-- The states of a deposit and the guide's status that each shows as. The same table exists in TypeScript
-- (transactions/deposit-states.ts); a test compares the two.
create table mpesa.deposit_state (
  state text primary key,
  status text not null check (status in ('pending', 'completed', 'failed'))
);
insert into mpesa.deposit_state values
  ('created', 'pending'),
  ('prompted', 'pending'),
  ('unanswered', 'pending'),
  ('unresolved', 'pending'),
  ('refused', 'failed'),
  ('declined', 'failed'),
  ('lapsed', 'failed'),
  ('completed', 'completed');

create table mpesa.deposit_transition (
  from_state text not null references mpesa.deposit_state,
  to_state text not null references mpesa.deposit_state,
  primary key (from_state, to_state)
);
insert into mpesa.deposit_transition values
  ('created', 'prompted'), ('created', 'refused'), ('created', 'unanswered'),
  ('created', 'declined'), ('created', 'completed'),
  ('prompted', 'declined'), ('prompted', 'completed'), ('prompted', 'unresolved'),
  ('unanswered', 'prompted'), ('unanswered', 'declined'), ('unanswered', 'completed'), ('unanswered', 'lapsed'),
  ('unresolved', 'declined'), ('unresolved', 'completed'),
  ('refused', 'declined'), ('refused', 'completed'),
  ('declined', 'completed'),
  ('lapsed', 'declined'), ('lapsed', 'completed');

-- The customer's record, with the guide's fields. fillfactor leaves room so that settling is an update in place:
-- no index covers a column that settling changes.
create table mpesa.transaction (
  id bigint generated always as identity primary key,
  transaction_id uuid not null unique,
  user_id bigint not null references app.user (id),
  wallet_account_id bigint not null references ledger.account (id),
  type text not null check (type in ('deposit')),
  state text not null default 'created',
  status text not null generated always as (
    case when state = 'completed' then 'completed'
         when state in ('refused', 'declined', 'lapsed') then 'failed'
         else 'pending' end) stored,
  -- Whole shillings, and never more than M-PESA moves at once.
  amount_cents bigint not null check (amount_cents between 100 and 25000000 and amount_cents % 100 = 0),
  phone_number text not null,
  checkout_request_id text check (length(checkout_request_id) <= 64),
  merchant_request_id text check (length(merchant_request_id) <= 64),
  mpesa_receipt_number text check (length(mpesa_receipt_number) <= 64),
  reason_code text,
  settled_by text,
  posting_id bigint,
  created_at timestamptz not null,
  answered_at timestamptz,
  completed_at timestamptz,
  idempotency_id bigint unique,
  check ((state = 'completed') = (posting_id is not null))
) with (fillfactor = 70);
create index transaction_of_user on mpesa.transaction (user_id, id desc);
create index transaction_of_phone on mpesa.transaction (phone_number, created_at);

create function mpesa.refuse_transition() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> old.state and not exists (
    select from mpesa.deposit_transition d where d.from_state = old.state and d.to_state = new.state
  ) then
    raise exception 'a deposit cannot go from % to %', old.state, new.state
      using errcode = 'HZ101', detail = 'transaction ' || new.transaction_id;
  end if;
  if new.amount_cents <> old.amount_cents or new.user_id <> old.user_id or new.wallet_account_id <> old.wallet_account_id
     or new.transaction_id <> old.transaction_id or new.phone_number <> old.phone_number or new.type <> old.type then
    raise exception 'what a transaction is for never changes' using errcode = 'HZ102';
  end if;
  return new;
end $$;
-- Nearly every update is a prompt that was paid: it is compared here, where that costs next to nothing, and is known to be
-- a row of the table above.
create trigger refuse_transition before update on mpesa.transaction
  for each row when ((old.state, new.state, old.amount_cents, old.user_id, old.wallet_account_id, old.transaction_id,
                      old.phone_number, old.type)
    is distinct from ('prompted', 'completed', new.amount_cents, new.user_id, new.wallet_account_id, new.transaction_id,
                      new.phone_number, new.type))
  execute function mpesa.refuse_transition();

-- How a deposit was asked for. The callback token is kept as its SHA-256: a copy of the database cannot forge.
create table mpesa.stk_push (
  transaction_id bigint primary key references mpesa.transaction (id),
  callback_token_hash bytea not null unique,
  account_reference text not null unique check (length(account_reference) <= 12 and account_reference ~ '[A-Z]'),
  shortcode text not null,
  checkout_request_id text unique,
  expires_at timestamptz not null,
  hinted_at timestamptz
);

-- One open prompt a phone, as Safaricom itself locks the subscriber.
create table mpesa.open_prompt (
  phone_number text primary key,
  transaction_id bigint not null references mpesa.transaction (id) unique,
  expires_at timestamptz not null
);

-- What Safaricom, or somebody who says so, told us. Raw bytes first; the rest is what was made of them.
create table mpesa.evidence (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('callback', 'query', 'c2b', 'pull', 'statement')),
  received_at timestamptz not null,
  source_address text,
  verified boolean not null,
  transaction_id bigint,
  result_code text,
  receipt text,
  amount_cents bigint,
  verdict text not null,
  body bytea not null check (length(body) <= 65536)
);
create index evidence_of_transaction on mpesa.evidence (transaction_id) where transaction_id is not null;

-- One receipt, one transaction. No foreign key: transactions are never removed, only settling writes here, and a check
-- of each row costs as much as its insert.
create table mpesa.receipt (
  receipt text primary key,
  transaction_id bigint not null,
  evidence_id bigint not null
);

-- Named queues of what waits for a person. Repetition counts, it does not pile up.
create table mpesa.review_case (
  id bigint generated always as identity primary key,
  queue text not null,
  transaction_id bigint references mpesa.transaction (id),
  -- Money that names no transaction of ours: each receipt is a case of its own.
  receipt text,
  evidence_id bigint,
  detail text not null,
  times integer not null default 1,
  opened_at timestamptz not null,
  last_at timestamptz not null,
  closed_at timestamptz,
  closed_because text
);
create unique index review_case_open on mpesa.review_case (queue, coalesce(transaction_id, 0), coalesce(receipt, ''))
  where closed_at is null;
create index review_case_of_transaction on mpesa.review_case (transaction_id) where closed_at is null;

-- Evidence is judged once: of a stored piece the verdict and the transaction are found, and nothing else ever changes.
create function mpesa.refuse_rejudging() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.verdict <> 'stored' or (old.transaction_id is not null and new.transaction_id is distinct from old.transaction_id)
     or (old.id, old.kind, old.received_at, old.source_address, old.verified, old.body)
        is distinct from (new.id, new.kind, new.received_at, new.source_address, new.verified, new.body) then
    raise exception 'evidence is judged once, and never changed' using errcode = 'HZ105', detail = 'evidence ' || old.id;
  end if;
  return new;
end $$;
create trigger refuse_rejudging before update on mpesa.evidence for each row execute function mpesa.refuse_rejudging();

-- What happened stays: no function of ours removes any of it, and none can.
create function mpesa.refuse_removal() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% refused: mpesa.% is kept for good', tg_op, tg_table_name using errcode = 'HZ103';
end $$;
do $$
declare
  v_table text;
begin
  foreach v_table in array array[
    'transaction', 'stk_push', 'evidence', 'receipt', 'review_case', 'deposit_state', 'deposit_transition'
  ] loop
    execute format(
      'create trigger never_removed before delete or truncate on mpesa.%I
         for each statement execute function mpesa.refuse_removal()', v_table);
  end loop;
end $$;

grant select on all tables in schema mpesa to hazina_server;
reset role;
