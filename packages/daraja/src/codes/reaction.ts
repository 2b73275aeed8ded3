/** Who can mend it. */
export type WhoActs = 'customer' | 'business' | 'safaricom' | 'developer' | 'nobody'

/**
 * Whether the same payment may be asked for again: at once, after a while, not at all, or once the
 * cause is mended.
 */
export type Retry = 'now' | 'later' | 'no' | 'after-fix'

export type Reaction = { whoActs: WhoActs; retry: Retry; en: string; sw: string }
