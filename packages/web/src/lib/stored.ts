/** `device` outlives the browser window; `visit` ends with it, but survives a reload. */
export type Keep = 'device' | 'visit'

/** Reads a value kept in the browser; where storage is switched off there is none. */
export function readStored(keep: Keep, name: string): string | undefined {
  try {
    return storage(keep).getItem(name) ?? undefined
  } catch {
    // Switched off by the person or by private mode: the wallet works without.
    return undefined
  }
}

/** Keeps a value in the browser, or forgets it. Where storage is switched off nothing is kept. */
export function writeStored(keep: Keep, name: string, value: string | undefined): void {
  try {
    if (value === undefined) storage(keep).removeItem(name)
    else storage(keep).setItem(name, value)
  } catch {
    // As above.
  }
}

function storage(keep: Keep): Storage {
  return keep === 'device' ? localStorage : sessionStorage
}
