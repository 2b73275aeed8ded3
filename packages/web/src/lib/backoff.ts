/** How long to wait before try `attempt` (from 0): doubling to 30 s, spread so that phones do not return as one. */
export function reconnectDelayMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(1_000 * 2 ** attempt, 30_000)
  return Math.round(ceiling * (0.5 + random() / 2))
}
