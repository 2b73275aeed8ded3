import { buildWallet, walletIsCurrent } from '../../../web/build.ts'
import { StartProblem } from '../errors.ts'

/** Builds the wallet's pages where they are missing or older than their sources. */
export async function ensureWallet(log: (line: string) => void): Promise<void> {
  if (walletIsCurrent()) return
  log('Building the wallet')
  try {
    await buildWallet()
  } catch (error) {
    throw new StartProblem(
      `The wallet cannot be built: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
