import type { DatabaseConfig } from '../config/config.ts'
import { readVariables, type Variables } from '../config/environment.ts'
import { readConfig } from '../config/read-config.ts'
import { closeDatabase, type Db, openDatabase } from '../db/database.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { SpokenProblem } from '../errors.ts'
import { dataDirectoryOf, reachDatabase } from '../system/database-access.ts'
import { envFile, installationSecret } from '../system/files.ts'
import { migrationDirectories, prepareDatabase } from '../system/installation.ts'
import { createSystemRandom } from '../system/random.ts'
import { createSystemClock } from '../system/system-clock.ts'

/** A command cannot do what it was asked; the message says why, in one sentence. */
export class CommandProblem extends SpokenProblem {
  override name = 'CommandProblem'
}

export function commandVariables(): Variables {
  return readVariables(process.env, envFile)
}

/** The full configuration, as the server would read it. */
export function commandConfig(variables: Variables) {
  const random = createSystemRandom(createSystemClock())
  return readConfig(variables, () =>
    installationSecret(dataDirectoryOf(variables.HAZINA_DATA_DIR), random.bytes),
  )
}

/**
 * Runs a command on the installation's database, whether the server runs or not. The embedded database is started and
 * prepared when it has to be, and left as it was found.
 */
export async function withDatabase<T>(run: (db: Db) => Promise<T>): Promise<T> {
  const variables = commandVariables()
  const where: DatabaseConfig =
    variables.DATABASE_URL === undefined
      ? { kind: 'embedded', dataDirectory: null }
      : {
          kind: 'external',
          url: variables.DATABASE_URL,
          ownerUrl: variables.DATABASE_OWNER_URL ?? null,
        }
  await using undo = new AsyncDisposableStack()
  const reached = await reachDatabase(
    where,
    dataDirectoryOf(variables.HAZINA_DATA_DIR),
    () => undefined,
  )
  undo.defer(() => reached.release())
  const db = openDatabase({ url: reached.appUrl, connectionsMax: 4, onError: () => undefined })
  undo.defer(() => closeDatabase(db))
  if (
    reached.ownerUrl !== null &&
    (await pendingMigrations(db.pool, migrationDirectories)).length > 0
  ) {
    await prepareDatabase(reached.ownerUrl, commandConfig(variables), () => new Date())
  }
  return await run(db)
}
