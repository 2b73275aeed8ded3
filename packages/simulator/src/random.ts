/** Randomness that a seed repeats: for everything the simulator invents or leaves to chance. */
export type Random = {
  /** At least 0, below 1. */
  next(): number
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number
  /** True with this probability; 0 never, 1 always. */
  chance(probability: number): boolean
  /** `length` characters of `alphabet`. */
  text(alphabet: string, length: number): string
  /** The state from which {@link createRandom} goes on with the same numbers. */
  state(): number
  /** Goes on from such a state. */
  restore(state: number): void
}

export const hexDigits = '0123456789abcdef'
export const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** The mulberry32 generator; not for secrets. */
export function createRandom(initialState: number): Random {
  let state = initialState >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))

  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    text: (alphabet, length) =>
      Array.from({ length }, () => alphabet[integer(0, alphabet.length - 1)]).join(''),
    state: () => state,
    restore(initial) {
      state = initial >>> 0
    },
  }
}

/** Any seed, as the state of a generator. */
export function seedState(seed: number | string): number {
  let hash = 2166136261
  for (const character of String(seed)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619)
  }
  return hash >>> 0
}
