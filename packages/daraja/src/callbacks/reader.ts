import { fold, notScalar, printable, type Told, wireText } from './told.ts'
import { parseIdentifier } from './wire-values.ts'

/** Reads what was told, and remembers what was there and could not be understood. */
export type Reader = {
  /**
   * The value under the first of these names, or another of them, as `parse` understands it.
   * Undefined, and remembered as unreadable under the first name, where `parse` does not, or where
   * two values differ.
   */
  read<T>(parse: (text: string) => T | undefined, ...names: readonly string[]): T | undefined
  /** A text for people: without control characters, at most 1,000 characters long. */
  text(...names: readonly string[]): string | undefined
  identifier(...names: readonly string[]): string | undefined
}

export function readerOf(told: Told, unreadable: string[]): Reader {
  function read<T>(parse: (text: string) => T | undefined, ...names: readonly string[]) {
    const texts = textsAt(told, names)
    const [text] = texts
    if (text === undefined) return undefined
    const readable = texts.length === 1 && text !== notScalar
    const value = readable ? parse(printable(text)) : undefined
    const [name] = names
    if (value === undefined && name !== undefined) unreadable.push(name)
    return value
  }

  return {
    read,
    text: (...names) => read(parseSentence, ...names),
    identifier: (...names) => read(parseIdentifier, ...names),
  }
}

/** Leaves out what is undefined. Every key of `T` must be given, so that none is forgotten. */
export function present<T extends object>(
  facts: {
    [K in keyof Required<T>]: T[K] | undefined
  },
): T {
  const told = Object.entries(facts).filter(([, value]) => value !== undefined)
  return Object.fromEntries(told) as T // only optional keys of T can have been undefined
}

function textsAt(told: Told, names: readonly string[]): string[] {
  const texts: string[] = []
  for (const name of names) {
    for (const value of told.get(fold(name)) ?? []) {
      const text = wireText(value)
      if (text !== '' && !texts.includes(text)) texts.push(text)
    }
  }
  return texts
}

function parseSentence(text: string): string {
  return text.length > sentenceLengthMax ? text.slice(0, sentenceLengthMax).toWellFormed() : text
}

const sentenceLengthMax = 1000
