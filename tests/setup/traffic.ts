const quietTurnsMin = 5
/** So many turns of the event loop without any change: what is still open waits for the clock itself. */
const stuckTurnsMin = 200
/** A callback may wait for another one that waits for the clock: then no patience helps. */
const patienceMs = 3_000

export type Traffic = {
  /** Counts what the server asks of the simulator. Such a request may wait for the clock. */
  asks(network: typeof fetch): typeof fetch
  /** Counts what the simulator tells the server. It ends by itself, however long the database takes. */
  tells(network: typeof fetch): typeof fetch
  /** Resolves when nothing is under way but requests that wait for the clock itself. */
  idle(): Promise<void>
  /** Resolves when `isDone`, or when only the clock could help. */
  stuckUnless(isDone: () => boolean): Promise<void>
}

/** Knows what is under way between server and simulator, so that a test can wait until all is said. */
export function createTraffic(): Traffic {
  let asking = 0
  let telling = 0
  let changes = 0
  const counted = (network: typeof fetch, count: (change: 1 | -1) => void): typeof fetch => {
    return async (input, init) => {
      count(1)
      try {
        return await network(input, init)
      } finally {
        count(-1)
      }
    }
  }

  /** Turns the event loop until `isOver`, or until what is open was stuck for a while. */
  async function turn(isOver: () => boolean): Promise<void> {
    const giveUpAt = performance.now() + patienceMs
    let stuckTurns = 0
    let seen = changes
    while (!isOver() && performance.now() < giveUpAt) {
      await new Promise((resolve) => setImmediate(resolve))
      stuckTurns = seen === changes && telling === 0 && asking > 0 ? stuckTurns + 1 : 0
      seen = changes
      if (stuckTurns >= stuckTurnsMin) return
    }
  }

  return {
    asks: (network) =>
      counted(network, (change) => {
        asking += change
        changes += 1
      }),
    tells: (network) =>
      counted(network, (change) => {
        telling += change
        changes += 1
      }),
    idle() {
      let quietTurns = -1
      return turn(() => {
        quietTurns = asking + telling === 0 ? quietTurns + 1 : 0
        return quietTurns >= quietTurnsMin
      })
    },
    stuckUnless: (isDone) => turn(isDone),
  }
}
