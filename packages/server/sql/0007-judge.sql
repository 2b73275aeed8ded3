-- What a piece of evidence is worth.

set local role hazina_books;

-- Whether a phone as Safaricom writes it can be this subscriber's: whole, masked (254708***149, 2547 ***** 149,
-- 0708***149) or hashed (lower-case SHA-256 of the twelve digits). A form nobody knows decides nothing.
create function mpesa.phone_consistent(p_given text, p_msisdn text) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case
    when p_given is null or p_given = '' or p_given = p_msisdn then true
    when p_given ~ '^254[0-9]{9}$' then false
    when p_given ~ '^[0-9a-f]{64}$' then p_given = encode(sha256(convert_to(p_msisdn, 'UTF8')), 'hex')
    when replace(p_given, ' ', '') ~ '^[0-9]+[*]+[0-9]+$' then
      (select (starts_with(p_msisdn, m[1]) or (starts_with(m[1], '0') and starts_with('0' || substr(p_msisdn, 4), m[1])))
              and right(p_msisdn, length(m[2])) = m[2]
       from regexp_match(replace(p_given, ' ', ''), '^([0-9]+)[*]+([0-9]+)$') m)
    else true end;
$$;

-- What a piece of evidence is worth for the transaction it speaks of: first what it says, then what that one asked for
-- and is. No settings of its own, so that it becomes part of the statements that use it.
create function mpesa.judge(
  p_kind text, p_verified boolean, p_fact text, p_amount bigint, p_phone text, p_checkout_id text, p_receipt text,
  p_state text, p_asked_amount bigint, p_asked_phone text, p_asked_checkout_id text, p_known_receipt text,
  p_receipt_taken boolean
) returns text
language sql immutable parallel safe as $$
  select case
    when not p_verified then 'unverified'
    when p_fact in ('unreadable', 'unclear') then p_fact
    when p_fact = 'pending' then 'noted'
    when p_checkout_id <> p_asked_checkout_id or (p_kind = 'query' and p_asked_checkout_id is null) then 'wrong_request'
    when p_fact = 'failed' then
      case p_state when 'completed' then 'contradicted' when 'declined' then 'repeated' else 'declined' end
    when p_kind <> 'query' and p_amount is distinct from p_asked_amount then 'wrong_amount'
    when p_phone <> p_asked_phone and not mpesa.phone_consistent(p_phone, p_asked_phone) then 'wrong_phone'
    when p_receipt is not null and p_receipt_taken then 'receipt_reused'
    when p_state <> 'completed' then 'settled'
    when p_receipt is null or p_receipt = p_known_receipt then 'repeated'
    when p_known_receipt is null then 'receipt_filled'
    else 'second_receipt'
  end;
$$;

reset role;

revoke all on all functions in schema mpesa from public;
