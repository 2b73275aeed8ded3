import type { DatabaseConfig } from '../config/config.ts'
import { resolveDataDir } from '../db/embedded/data-directory.ts'
import { startEmbeddedPostgres } from '../db/embedded.ts'
import { cloneDirectory } from './files.ts'

export type DatabaseAccess = {
  appUrl: string
  /** Null where an external server's owner is not configured. */
  ownerUrl: string | null
  describe: string
  release(): Promise<void>
}

/** The folder of this installation's data: its secret, the simulator's state and, where it is ours, PostgreSQL. */
export function dataDirectoryOf(named: string | undefined): string {
  return resolveDataDir({ cloneDir: cloneDirectory, named })
}

/** Reaches the database: starts or adopts the embedded one, or takes the configured server as it is. */
export async function reachDatabase(
  database: DatabaseConfig,
  dataDirectory: string,
  log: (line: string) => void,
): Promise<DatabaseAccess> {
  if (database.kind === 'external') {
    return {
      appUrl: database.url,
      ownerUrl: database.ownerUrl,
      describe: 'the configured PostgreSQL server',
      release: async () => undefined,
    }
  }
  const embedded = await startEmbeddedPostgres({
    dataDir: dataDirectory,
    cloneDir: cloneDirectory,
    log,
  })
  return {
    appUrl: embedded.appUrl,
    ownerUrl: embedded.ownerUrl,
    describe: `PostgreSQL ${embedded.pgVersion} in ${dataDirectory}`,
    release: embedded.release,
  }
}
