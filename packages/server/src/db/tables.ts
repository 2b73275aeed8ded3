import type { Generated, GeneratedAlways } from 'kysely'

/** The tables as the server reads and writes them. Schema `mpesa` and `ledger` are read only here. */
export type Tables = {
  'app.user': {
    id: GeneratedAlways<bigint>
    msisdn: string
    name: string | null
    wallet_account_id: bigint
    created_at: Date
  }
  'app.one_time_code': {
    msisdn: string
    code_hmac: Buffer
    sent_at: Date
    expires_at: Date
    attempts_left: number
  }
  'app.attempt': { subject: string; window_start: Date; count: number }
  'app.session': {
    token_hash: Buffer
    user_id: bigint
    created_at: Date
    last_seen_at: Date
    expires_at: Date
  }
  'app.api_key': {
    id: GeneratedAlways<bigint>
    name: string
    key_hash: Buffer
    prefix: string
    scopes: string[]
    created_at: Date
    last_used_at: Date | null
    revoked_at: Date | null
  }
  'app.idempotency': {
    id: GeneratedAlways<bigint>
    caller: string
    route: string
    key: string
    request_hash: Buffer
    status: number | null
    response: unknown
    created_at: Date
  }
  'app.work': {
    id: GeneratedAlways<bigint>
    kind: string
    subject: bigint
    due_at: Date
    attempts: Generated<number>
    last_run_at: Date | null
    requested: Generated<number>
  }
  'app.installation': { environment: string; shortcode: string; stamped_at: Date }
  'app.daraja_token': { consumer: string; access_token: string; expires_at: Date }
  'mpesa.transaction': {
    id: GeneratedAlways<bigint>
    transaction_id: string
    user_id: bigint
    wallet_account_id: bigint
    type: 'deposit'
    state: string
    status: 'pending' | 'completed' | 'failed'
    amount_cents: bigint
    phone_number: string
    checkout_request_id: string | null
    merchant_request_id: string | null
    mpesa_receipt_number: string | null
    reason_code: string | null
    settled_by: string | null
    posting_id: bigint | null
    created_at: Date
    answered_at: Date | null
    completed_at: Date | null
    idempotency_id: bigint | null
  }
  'mpesa.stk_push': {
    transaction_id: bigint
    callback_token_hash: Buffer
    account_reference: string
    shortcode: string
    checkout_request_id: string | null
    expires_at: Date
    hinted_at: Date | null
  }
  'mpesa.open_prompt': { phone_number: string; transaction_id: bigint; expires_at: Date }
  'mpesa.evidence': {
    id: GeneratedAlways<bigint>
    kind: 'callback' | 'query' | 'c2b' | 'pull' | 'statement'
    received_at: Date
    source_address: string | null
    verified: boolean
    transaction_id: bigint | null
    result_code: string | null
    receipt: string | null
    amount_cents: bigint | null
    verdict: string
    body: Buffer
  }
  'mpesa.review_case': {
    id: GeneratedAlways<bigint>
    queue: string
    transaction_id: bigint | null
    receipt: string | null
    evidence_id: bigint | null
    detail: string
    times: number
    opened_at: Date
    last_at: Date
    closed_at: Date | null
    closed_because: string | null
  }
  'ledger.balance': {
    account_id: bigint
    balance_cents: bigint
    held_cents: bigint
    version: bigint
  }
  'ledger.entry': {
    posting_id: bigint
    line: number
    account_id: bigint
    amount_cents: bigint
    version: bigint | null
    balance_after_cents: bigint | null
  }
}
