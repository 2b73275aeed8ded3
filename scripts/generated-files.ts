import { describeDepositStates } from './generate/deposit-states.ts'
import { describeHttpApi } from './generate/openapi.ts'

export type GeneratedFile = {
  /** From the clone's folder. */
  path: string
  /** What the file must hold, byte for byte. */
  generate: () => Promise<string>
}

/** Every checked-in file that a program writes. `npm run drift` compares them; `npm run drift -- --write` renews them. */
export const generatedFiles: readonly GeneratedFile[] = [
  { path: 'docs/openapi.json', generate: describeHttpApi },
  { path: 'docs/deposit-states.md', generate: async () => describeDepositStates() },
]
