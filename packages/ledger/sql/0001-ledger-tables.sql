-- The books: chart of accounts, postings, entries, balances, holds, closed days, sealed balances.
--
-- Stable for callers: every table and column name here, and the functions
--   ledger.open_account, ledger.post_lines                     (0003-ledger-posting.sql)
--   ledger.post_batch                                          (0004-ledger-batch.sql)
--   ledger.hold_place, ledger.hold_commit, ledger.hold_void    (0005-ledger-holds.sql)
--   ledger.close_day                                           (0006-ledger-days.sql)
--   ledger.seal_recorded                                       (0007-ledger-sealing.sql)
-- Amounts are bigint cents. An entry's amount is signed: positive debits its account, negative credits it.
--
-- The schema belongs to hazina_books, which cannot log in. hazina_server may read; it writes only through
-- `security definer` functions of hazina_books that take a transaction and its evidence, not free amounts.
--
-- SQLSTATEs of this schema (src/errors.ts gives each its name):
--   HZ001 insufficient funds             HZ007 hold resolved already
--   HZ002 posting not balanced           HZ008 amount outside of what the hold allows
--   HZ003 posting without entries,       HZ009 day cannot be closed
--         or entries without a posting   HZ010 malformed request (lengths, amounts, kinds, codes)
--   HZ004 account unknown, or its kind   HZ011 not in read committed
--         not allowed for this posting   HZ012 the transaction has a hold already
--   HZ005 books are append-only          and unique_violation of posting_settles_once: the transaction
--   HZ006 hold unknown                   is settled already

create schema ledger authorization hazina_books;

set local role hazina_books;

-- What hazina_books creates from now on, in any schema, is executable by nobody until it is granted.
alter default privileges for role hazina_books revoke execute on functions from public;

grant usage on schema ledger to hazina_server;
alter default privileges for role hazina_books in schema ledger grant select on tables to hazina_server;

-- The kind is the first word of an account's code. A guarded account is authorised: it has a balance row, which is
-- locked, and never falls below zero. The others are recorded: nothing is locked, so the M-PESA float that every
-- deposit touches is not the one hot row of the system; their running balance is assigned by the sealer.
create table ledger.account_kind (
  kind text collate "C" primary key,
  normal_side text not null check (normal_side in ('debit', 'credit')),
  guarded boolean not null,
  code_pattern text not null,
  unique (kind, guarded)
);

insert into ledger.account_kind (kind, normal_side, guarded, code_pattern) values
  ('wallet', 'credit', true, '^wallet:[1-9][0-9]{0,18}$'),
  ('mpesa', 'debit', false, '^mpesa:[0-9]{5,7}:(utility|working|charges|settlement)$'),
  ('bank', 'debit', false, '^bank:[a-z0-9][a-z0-9-]{0,62}$'),
  ('clearing', 'debit', false, '^clearing:(stk|c2b|b2c|reversal)$'),
  ('suspense', 'credit', false, '^suspense:unmatched$'),
  -- Income less what M-PESA charges: fees:mpesa counts against it.
  ('fees', 'credit', false, '^fees:(income|mpesa)$'),
  ('equity', 'credit', false, '^equity:opening$');

create table ledger.account (
  id bigint generated always as identity primary key,
  code text collate "C" not null unique,
  kind text collate "C" not null generated always as (split_part(code, ':', 1)) stored,
  guarded boolean not null,
  opened_at timestamptz not null,
  foreign key (kind, guarded) references ledger.account_kind (kind, guarded)
);

-- A guarded account's balance on its normal side. Half-empty pages keep its updates on the same page and out of
-- the index (HOT).
create table ledger.balance (
  account_id bigint primary key,
  balance_cents bigint not null default 0,
  held_cents bigint not null default 0,
  version bigint not null default 0,
  constraint balance_never_below_held check (0 <= held_cents and held_cents <= balance_cents)
) with (fillfactor = 50);

-- Which kinds of account a posting of this kind may debit and credit, and whether it settles its transaction.
create table ledger.posting_kind (
  kind text collate "C" primary key,
  debit_kinds text[] not null,
  credit_kinds text[] not null,
  settles boolean not null
);

insert into ledger.posting_kind (kind, debit_kinds, credit_kinds, settles) values
  ('deposit', '{mpesa,clearing}', '{wallet}', true),
  ('transfer', '{wallet}', '{wallet,fees}', true),
  ('payment', '{wallet}', '{mpesa,wallet,fees,clearing}', true),
  ('withdrawal', '{wallet}', '{mpesa,clearing,fees}', true),
  ('withdrawal_fee', '{wallet}', '{fees}', false),
  ('refund', '{mpesa,fees,clearing,wallet}', '{wallet}', true),
  ('clearing_in', '{clearing}', '{mpesa,wallet}', false),
  ('clearing_out', '{mpesa,wallet}', '{clearing}', false),
  ('suspense_in', '{mpesa}', '{suspense}', false),
  ('suspense_assign', '{suspense}', '{wallet}', true),
  ('suspense_return', '{suspense}', '{mpesa,clearing}', false),
  ('mpesa_charge', '{fees}', '{mpesa}', false),
  ('bank_settlement', '{bank}', '{mpesa}', false),
  ('internal_move', '{mpesa}', '{mpesa}', false),
  ('top_up', '{mpesa}', '{bank,equity}', false),
  ('opening_balance', '{mpesa,bank,equity}', '{equity,mpesa,bank}', false),
  ('adjustment', '{wallet,mpesa,bank,clearing,suspense,fees,equity}',
    '{wallet,mpesa,bank,clearing,suspense,fees,equity}', false);

-- No foreign keys from posting and entry: their checks lock the row they point at, and the float account or the
-- row of the kind `deposit` would be that row for everybody. The triggers of 0002 make the same checks once a
-- statement and lock nothing; they can, because accounts and kinds are never removed. They make the checks of single
-- rows too: a check constraint is parsed anew in every statement, which a one-row insert feels.
create table ledger.posting (
  id bigint generated by default as identity primary key,
  kind text collate "C" not null,
  settles boolean not null,
  transaction_id uuid,
  hold_id bigint,
  -- Africa/Nairobi; the first open day when the moment's own day is closed already.
  business_day date not null,
  posted_at timestamptz not null,
  event_at timestamptz,
  -- Postings of finished database transactions have an order nobody can still come before: (tx_id, id).
  tx_id xid8 not null default pg_current_xact_id()
);

create unique index posting_settles_once on ledger.posting (transaction_id) where settles;
create index posting_by_transaction on ledger.posting (transaction_id) where not settles and transaction_id is not null;
create unique index posting_once_per_hold on ledger.posting (hold_id) where hold_id is not null;
create index posting_in_order on ledger.posting (tx_id, id);

create table ledger.entry (
  posting_id bigint not null,
  line smallint not null,
  account_id bigint not null,
  amount_cents bigint not null,
  -- Guarded accounts only: dense from 1, and the balance on the normal side after this entry.
  version bigint,
  balance_after_cents bigint,
  primary key (posting_id, line)
);

create unique index entry_by_version on ledger.entry (account_id, version) where version is not null;

create table ledger.hold (
  id bigint generated by default as identity primary key,
  account_id bigint not null references ledger.account (id),
  amount_cents bigint not null check (amount_cents > 0),
  transaction_id uuid unique,
  placed_at timestamptz not null,
  expires_at timestamptz,
  check (expires_at > placed_at)
);

create index hold_by_account on ledger.hold (account_id);

-- The primary key is what makes a second commit or void impossible.
create table ledger.hold_resolution (
  hold_id bigint primary key references ledger.hold (id),
  outcome text not null check (outcome in ('committed', 'voided')),
  amount_cents bigint not null,
  posting_id bigint unique references ledger.posting (id),
  reason text,
  resolved_at timestamptz not null,
  check (case outcome
    when 'committed' then amount_cents > 0 and posting_id is not null
    else amount_cents = 0 and posting_id is null and reason is not null
  end)
);

-- Days close in order, so the first open day is the one after the last row.
create table ledger.closed_day (
  day date primary key,
  closed_at timestamptz not null
);

-- The running balance, on the normal side, of each entry of a recorded account, dense from 1.
create table ledger.sealed (
  account_id bigint not null,
  version bigint not null,
  posting_id bigint not null,
  line smallint not null,
  balance_after_cents bigint not null,
  primary key (account_id, version)
);

-- How far the sealer has come: the last posting whose entries are sealed.
create table ledger.seal_position (
  one boolean primary key default true check (one),
  tx_id xid8 not null,
  posting_id bigint not null
);

insert into ledger.seal_position (tx_id, posting_id) values ('0', 0);

reset role;
