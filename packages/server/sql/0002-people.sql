-- Users and how they prove who they are. A user and their wallet are made together by a function, because the
-- link between them decides whose money it is: the server cannot write it.

grant create on schema app to hazina_books;

create table app.user (
  id bigint generated always as identity primary key,
  msisdn text not null unique check (msisdn ~ '^254[0-9]{9}$'),
  name text check (length(name) between 1 and 120),
  wallet_account_id bigint not null unique references ledger.account (id),
  created_at timestamptz not null
);
alter table app.user owner to hazina_books;
grant select on app.user to hazina_server;
grant update (name) on app.user to hazina_server;

-- Makes the user of a phone and their wallet, once: a second call gives the same user. A name given later fills
-- an empty one and changes nothing else.
create function app.open_user(p_msisdn text, p_name text, p_now timestamptz)
returns table (user_id bigint, created boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_id bigint;
begin
  select u.id into v_id from app.user u where u.msisdn = p_msisdn;
  if v_id is null then
    -- Two first visits of one phone at once: the second waits here and then finds the user.
    perform pg_advisory_xact_lock(hashtextextended('app.open_user:' || p_msisdn, 0));
    select u.id into v_id from app.user u where u.msisdn = p_msisdn;
    if v_id is null then
      v_id := nextval(pg_get_serial_sequence('app.user', 'id'));
      insert into app.user (id, msisdn, name, wallet_account_id, created_at) overriding system value
      values (v_id, p_msisdn, p_name, ledger.open_account('wallet:' || v_id, p_now), p_now);
      return query select v_id, true;
      return;
    end if;
  end if;
  if p_name is not null then
    update app.user u set name = p_name where u.id = v_id and u.name is null;
  end if;
  return query select v_id, false;
end $$;
alter function app.open_user(text, text, timestamptz) owner to hazina_books;
revoke all on function app.open_user(text, text, timestamptz) from public;
grant execute on function app.open_user(text, text, timestamptz) to hazina_server;

-- One-time codes, kept as HMACs. One live code a phone; attempts are counted here, across devices.
create table app.one_time_code (
  msisdn text primary key,
  code_hmac bytea not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  attempts_left integer not null check (attempts_left >= 0)
);

-- What was asked for lately, per subject such as `code:254…` or `address:…`; the windows are judged by the
-- server's clock.
create table app.attempt (
  subject text not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (subject, window_start)
);

create table app.session (
  token_hash bytea primary key,
  user_id bigint not null references app.user (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_of_user on app.session (user_id);

create table app.api_key (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 120),
  key_hash bytea not null unique,
  prefix text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- Answers kept for the repetition of a request with the same Idempotency-Key.
create table app.idempotency (
  id bigint generated always as identity primary key,
  caller text not null,
  route text not null,
  key text not null check (length(key) between 1 and 255),
  request_hash bytea not null,
  status integer,
  response jsonb,
  created_at timestamptz not null,
  unique (caller, route, key)
);
create index idempotency_age on app.idempotency (created_at);

grant select, insert, update, delete on app.one_time_code, app.attempt, app.session, app.api_key, app.idempotency
  to hazina_server;

revoke create on schema app from hazina_books;
