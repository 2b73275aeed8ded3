-- What the server keeps for itself. The server's role may write here; nothing here is money.

create schema app;
grant usage on schema app to hazina_server, hazina_books;

-- The one row says what this database belongs to. Written by the owner; the server only compares.
create table app.installation (
  only_row boolean primary key default true check (only_row),
  environment text not null check (environment in ('simulator', 'sandbox', 'production')),
  shortcode text not null check (shortcode ~ '^[0-9]{5,7}$'),
  stamped_at timestamptz not null
);
grant select on app.installation to hazina_server;

-- Due work: a row says what is to be done, to which row of the domain, and when. Enqueued by a plain insert in
-- the transaction that makes it necessary. Claiming moves due_at on by the lease, so a crash only delays.
create table app.work (
  id bigint generated always as identity primary key,
  kind text not null,
  subject bigint not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  last_run_at timestamptz,
  -- Raised when the same thing is asked for again, so that a handler which began before does not end it.
  requested integer not null default 1,
  unique (kind, subject)
);
create index work_due on app.work (kind, due_at);
grant select, insert, update, delete on app.work to hazina_server, hazina_books;

-- Daraja's access token, shared by every process of this installation.
create table app.daraja_token (
  consumer text primary key,
  access_token text not null,
  expires_at timestamptz not null
);
grant select, insert, update, delete on app.daraja_token to hazina_server;
