/**
 * An OAuth token. From `expiresAt` on it is not used any more: the safety margin is already taken
 * off.
 */
export type AccessToken = { accessToken: string; expiresAt: Date }

/**
 * Where processes that share one consumer key keep their token, so that they fetch one and not one
 * each.
 */
export type TokenStore = {
  load(): Promise<AccessToken | undefined>
  save(token: AccessToken): Promise<void>
  /** Forgets this token, and no other: somebody may have saved a newer one meanwhile. */
  drop(accessToken: string): Promise<void>
  /**
   * Runs `work` while nobody else who shares the store runs theirs; the lock ends with it, also
   * when it throws.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>
}

/** A store for clients of one process. */
export function createMemoryTokenStore(): TokenStore {
  let stored: AccessToken | undefined
  let tail: Promise<unknown> = Promise.resolve()
  return {
    load: async () => stored,
    save: async (token) => {
      stored = token
    },
    drop: async (accessToken) => {
      if (stored?.accessToken === accessToken) stored = undefined
    },
    exclusively: (work) => {
      const turn = tail.then(work)
      tail = turn.catch(() => undefined) // the next in line runs whatever became of this one
      return turn
    },
  }
}
