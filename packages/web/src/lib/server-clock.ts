/** How far this device's clock is from the server's; cheap phones are minutes off. */
let offsetMs = 0

/** Learns the server's time from the `Date` header of an answer. */
export function noteServerTime(dateHeader: string | null): void {
  const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader)
  if (!Number.isNaN(serverMs)) offsetMs = serverMs - Date.now()
}

/** The time as the server would tell it, in milliseconds. */
export function serverNowMs(): number {
  return Date.now() + offsetMs
}
