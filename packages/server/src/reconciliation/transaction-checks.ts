/**
 * What must hold between transactions, postings, evidence and receipts. Each query gives one row for each break, with
 * what it is about and what is wrong; none gives nothing.
 */
export const transactionChecks: readonly { check: string; sql: string }[] = [
  {
    check: 'a completed deposit has one posting of its own amount into its own wallet',
    sql: `
      select t.transaction_id::text as subject,
        format('state %s, posting %s, credited %s of %s cents', t.state, coalesce(p.id::text, 'none'),
               coalesce(-e.amount_cents, 0), t.amount_cents) as detail
      from mpesa.transaction t
      left join ledger.posting p on p.transaction_id = t.transaction_id and p.kind = 'deposit'
      left join ledger.entry e on e.posting_id = p.id and e.account_id = t.wallet_account_id
      where t.type = 'deposit' and case when t.state = 'completed'
        then p.id is null or p.id <> t.posting_id or -e.amount_cents is distinct from t.amount_cents
        else p.id is not null end`,
  },
  {
    check: 'a posting of a deposit belongs to a transaction',
    sql: `
      select 'posting ' || p.id as subject, 'no transaction ' || coalesce(p.transaction_id::text, 'named') as detail
      from ledger.posting p left join mpesa.transaction t on t.transaction_id = p.transaction_id
      where p.kind = 'deposit' and t.id is null`,
  },
  {
    check: 'a completed deposit cites verified evidence',
    sql: `
      select t.transaction_id::text as subject, 'no verified evidence settled it' as detail
      from mpesa.transaction t
      where t.state = 'completed' and not exists (
        select from mpesa.evidence e where e.transaction_id = t.id and e.verdict = 'settled' and e.verified)`,
  },
  {
    check: 'a deposit is settled by one piece of evidence',
    sql: `
      select t.transaction_id::text as subject, count(*) || ' pieces of evidence settled it' as detail
      from mpesa.evidence e join mpesa.transaction t on t.id = e.transaction_id
      where e.verdict = 'settled' group by t.transaction_id having count(*) > 1`,
  },
  {
    check: 'a receipt belongs to the transaction that shows it',
    sql: `
      select coalesce(t.transaction_id::text, r.receipt) as subject,
        format('the record shows %s, the receipts say %s', coalesce(t.mpesa_receipt_number, 'none'),
               coalesce(r.receipt, 'none')) as detail
      from mpesa.receipt r full join (select * from mpesa.transaction where mpesa_receipt_number is not null) t
        on t.id = r.transaction_id and t.mpesa_receipt_number = r.receipt
      where r.receipt is null or t.id is null`,
  },
  {
    check: 'a user has the wallet of their own number',
    sql: `
      select 'user ' || u.id as subject, 'wallet account is ' || coalesce(a.code, 'missing') as detail
      from app.user u left join ledger.account a on a.id = u.wallet_account_id
      where a.code is distinct from 'wallet:' || u.id`,
  },
  {
    check: 'a transaction pays into the wallet of its user',
    sql: `
      select t.transaction_id::text as subject, 'its wallet is not the one of user ' || t.user_id as detail
      from mpesa.transaction t join app.user u on u.id = t.user_id
      where t.wallet_account_id <> u.wallet_account_id`,
  },
  {
    check: 'a pending deposit is due to be asked about, or with a person',
    sql: `
      select t.transaction_id::text as subject, 'pending in state ' || t.state || ' and nothing is due' as detail
      from mpesa.transaction t
      where t.status = 'pending'
        and not exists (select from app.work w where w.kind = 'stk.query' and w.subject = t.id)
        and not exists (select from mpesa.review_case c where c.transaction_id = t.id and c.closed_at is null)`,
  },
  {
    check: 'stored evidence is due to be settled, or with a person',
    sql: `
      select 'evidence ' || e.id as subject, 'stored, and nothing is due' as detail
      from mpesa.evidence e
      where e.verdict = 'stored'
        and not exists (select from app.work w where w.kind = 'evidence.settle' and w.subject = e.id)`,
  },
  {
    check: 'what settled a deposit said its amount',
    sql: `
      select t.transaction_id::text as subject,
        format('%s said %s cents, asked were %s', e.kind, coalesce(e.amount_cents::text, 'no'), t.amount_cents) as detail
      from mpesa.evidence e join mpesa.transaction t on t.id = e.transaction_id
      where e.verdict = 'settled' and e.kind <> 'query' and e.amount_cents is distinct from t.amount_cents`,
  },
]
