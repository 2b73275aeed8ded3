import { parseTyped } from './remote.ts'

/** Chaos as it is typed: a profile's name; JSON with the chance of each fault; or JSON as the control API takes it. */
export function typedChaos(typed: string): Record<string, unknown> {
  if (!typed.trim().startsWith('{')) return { profile: typed }
  const parsed = parseTyped(typed, '{"callback-dropped":0.1}') as Record<string, unknown> // it begins with a brace
  return 'profile' in parsed || 'probabilities' in parsed ? parsed : { probabilities: parsed }
}
