/**
 * What a superuser could do to the books of audit.test.ts past every trigger, and the check that must find it.
 */
const wallet = (user: number) => `(select id from ledger.account where code = 'wallet:${user}')`
const float = `(select id from ledger.account where code = 'mpesa:174379:utility')`
const planted = `insert into ledger.posting (id, kind, settles, transaction_id, business_day, posted_at)
  values (9001, 'internal_move', false, null, '2026-11-23', '2026-11-23T09:00:00Z');`

export const plantedBreaks: readonly (readonly [what: string, sql: string, check: string])[] = [
  [
    'an entry changed',
    `update ledger.entry set amount_cents = amount_cents + 1 where posting_id = 1 and line = 1`,
    'posting_unbalanced',
  ],
  [
    'both sides of a posting changed alike',
    `update ledger.entry set amount_cents = amount_cents * 2 where posting_id = 1`,
    'balance_differs',
  ],
  [
    'an entry deleted',
    `delete from ledger.entry where posting_id = 1 and line = 2`,
    'posting_unbalanced',
  ],
  [
    'the entries of a posting deleted',
    `delete from ledger.entry where posting_id = 1`,
    'posting_without_entries',
  ],
  ['a posting deleted', `delete from ledger.posting where id = 1`, 'entries_without_posting'],
  ['a posting without entries', planted, 'posting_without_entries'],
  [
    'an entry of an unknown account',
    `update ledger.entry set account_id = 777 where posting_id = 1 and line = 1`,
    'entry_not_allowed',
  ],
  [
    'an entry of a kind that may not be touched',
    `update ledger.posting set kind = 'top_up', settles = false where id = 1`,
    'entry_not_allowed',
  ],
  [
    'a wallet entry without a version',
    `update ledger.entry set version = null, balance_after_cents = null where posting_id = 1 and line = 2`,
    'entry_not_allowed',
  ],
  [
    'a second settlement',
    `drop index ledger.posting_settles_once; update ledger.posting p set transaction_id = q.transaction_id from ledger.posting q where p.id = 1 and q.id = 2`,
    'settled_twice',
  ],
  [
    'a settlement that says it is none',
    `update ledger.posting set settles = false where id = 1`,
    'settling_mismatch',
  ],
  [
    'a tx id of another cluster',
    `update ledger.posting set tx_id = '99999999999' where id = 1`,
    'posting_from_the_future',
  ],
  [
    'a balance changed',
    `update ledger.balance set balance_cents = balance_cents + 5`,
    'balance_differs',
  ],
  [
    'a balance row gone',
    `delete from ledger.balance where account_id = ${wallet(1)}`,
    'balance_differs',
  ],
  [
    'a balance row too many',
    `insert into ledger.balance (account_id) values (${float})`,
    'balance_differs',
  ],
  ['a version ahead', `update ledger.balance set version = version + 1`, 'balance_differs'],
  [
    'a version left out',
    `update ledger.entry set version = version + 5 where account_id = ${wallet(1)} and version = 2`,
    'version_gap',
  ],
  [
    'a running balance changed',
    `update ledger.entry set balance_after_cents = balance_after_cents - 5 where posting_id = 1 and line = 2`,
    'running_balance_differs',
  ],
  [
    'more held than there is',
    `alter table ledger.balance drop constraint balance_never_below_held; update ledger.balance set held_cents = 1000000`,
    'balance_below_held',
  ],
  [
    'held money without a hold',
    `update ledger.balance set held_cents = held_cents + 1`,
    'held_differs',
  ],
  ['a hold gone', `delete from ledger.hold where id = 2`, 'held_differs'],
  [
    'an open hold marked as voided',
    `insert into ledger.hold_resolution (hold_id, outcome, amount_cents, reason, resolved_at) values (2, 'voided', 0, 'x', now())`,
    'held_differs',
  ],
  [
    'a resolution twice',
    `alter table ledger.hold_resolution drop constraint hold_resolution_pkey; insert into ledger.hold_resolution (hold_id, outcome, amount_cents, reason, resolved_at) values (1, 'voided', 0, 'x', now())`,
    'hold_resolved_twice',
  ],
  [
    'a commit of another amount',
    `update ledger.hold_resolution set amount_cents = 900`,
    'resolution_differs',
  ],
  ['a commit without its resolution', `delete from ledger.hold_resolution`, 'resolution_differs'],
  [
    'a resolution of another posting',
    `update ledger.hold_resolution set posting_id = 1`,
    'resolution_differs',
  ],
  [
    'a sealed balance changed',
    `update ledger.sealed set balance_after_cents = balance_after_cents + 1 where version = 2`,
    'sealed_differs',
  ],
  ['a sealed row gone', `delete from ledger.sealed where version = 2`, 'sealed_differs'],
  [
    'two sealed rows exchanged',
    `alter table ledger.sealed drop constraint sealed_pkey; update ledger.sealed set version = 3 - version where version in (1, 2)`,
    'sealed_differs',
  ],
  [
    'something sealed twice',
    `insert into ledger.sealed select account_id, version + 100, posting_id, line, balance_after_cents from ledger.sealed where version = 1`,
    'sealed_differs',
  ],
  [
    'a business day moved back',
    `update ledger.posting set business_day = '2026-11-22' where id = 1`,
    'business_day_wrong',
  ],
  [
    'a business day moved ahead',
    `update ledger.posting set business_day = '2026-11-24' where id = 1`,
    'business_day_wrong',
  ],
  [
    'a closed day left out',
    `insert into ledger.closed_day values ('2026-11-20', now()), ('2026-11-22', now())`,
    'closed_days_gap',
  ],
  [
    'clearing without a transaction',
    `update ledger.posting set transaction_id = null, kind = 'clearing_in', settles = false where kind = 'refund'`,
    'clearing_unexplained',
  ],
  [
    'float gone',
    `${planted} insert into ledger.entry (posting_id, line, account_id, amount_cents) values (9001, 1, (select id from ledger.account where kind = 'equity'), 5000), (9001, 2, ${float}, -5000)`,
    'wallets_uncovered',
  ],
  [
    'the sealed total changed',
    `update ledger.sealed set balance_after_cents = 0 where version = (select max(version) from ledger.sealed)`,
    'total_differs',
  ],
]
