const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** How long after its creation a silent deposit is asked about. */
const afterMs = [
  20 * second,
  minute,
  2 * minute,
  5 * minute,
  15 * minute,
  hour,
  6 * hour,
  24 * hour,
]

/** A push that was never answered shows as failed after this; a late success still credits it. */
export const lapseAfterMs = 10 * minute

/** A push that is this old and has no answer noted was interrupted: its call cannot still be running. */
export const interruptedAfterMs = 55 * second

export function firstQuery(createdAt: Date): Date {
  return new Date(createdAt.getTime() + 20 * second)
}

/** When to ask next, strictly after `now`; undefined when the schedule is at its end. */
export function nextQuery(createdAt: Date, now: Date): Date | undefined {
  const age = now.getTime() - createdAt.getTime()
  const next = afterMs.find((ms) => ms > age)
  return next === undefined ? undefined : new Date(createdAt.getTime() + next)
}
