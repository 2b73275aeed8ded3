export type GeneratedFile = {
  /** From the clone's folder. */
  path: string
  /** What the file must hold, byte for byte. */
  generate: () => Promise<string>
}

/** Every checked-in file that a program writes. `npm run drift` compares them; `npm run drift -- --write` renews them. */
export const generatedFiles: readonly GeneratedFile[] = []
