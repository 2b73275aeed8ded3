/** Shillings for one Bonga point (reference §28). */
export const bongaRate = 0.2

/** What points are worth, in whole shillings. */
export function worthKes(points: number): number {
  return Math.floor(points / 5)
}
