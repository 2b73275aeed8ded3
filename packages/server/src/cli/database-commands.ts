import type { Command } from 'commander'
import type { Variables } from '../config/environment.ts'
import { withDatabase as databaseUrlOf } from '../db/database-url.ts'
import { initRoles } from '../db/roles.ts'
import { dataDirectoryOf, reachDatabase } from '../system/database-access.ts'
import { prepareDatabase } from '../system/installation.ts'
import { CommandProblem, commandConfig, commandVariables } from './installation.ts'
import { writeJson } from './output.ts'

export function addDatabaseCommands(program: Command): void {
  const db = program.command('db').description('the database')
  db.command('init')
    .description(
      'make the roles and the database on a PostgreSQL server of your own; may be run again',
    )
    .requiredOption(
      '--admin-url <url>',
      'how its administrator connects, such as postgresql://postgres:…@db.example/postgres',
    )
    .option('--json', 'print {database, owner, server}')
    .addHelpText('after', initHelp)
    .action(async ({ adminUrl, json }: { adminUrl: string; json?: true }) => {
      const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = commandVariables()
      if (appUrl === undefined || ownerUrl === undefined) {
        throw new CommandProblem(
          'Set DATABASE_URL and DATABASE_OWNER_URL first: the names and passwords in them are the ones that are made.',
        )
      }
      const app = loginOf(appUrl, 'DATABASE_URL')
      const owner = loginOf(ownerUrl, 'DATABASE_OWNER_URL')
      if (app.user === owner.user) {
        throw new CommandProblem(
          'DATABASE_URL and DATABASE_OWNER_URL must name two roles: the server may not own the books.',
        )
      }
      if (app.database !== owner.database) {
        throw new CommandProblem('DATABASE_URL and DATABASE_OWNER_URL must name one database.')
      }
      await initRoles(databaseUrlOf(adminUrl, new URL(adminUrl).pathname.slice(1) || 'postgres'), {
        database: app.database,
        ownerUser: owner.user,
        ownerPassword: owner.password,
        appUser: app.user,
        appPassword: app.password,
      })
      if (json === true) {
        return writeJson({ database: app.database, owner: owner.user, server: app.user })
      }
      process.stdout.write(
        `The roles ${owner.user} and ${app.user} and the database ${app.database} are there. Next: hazina migrate\n`,
      )
    })
  program
    .command('migrate')
    .description(
      'bring the schema up to this version and stamp a new database with its environment and shortcode',
    )
    .option('--json', 'print {applied}')
    .action(async ({ json }: { json?: true }) => {
      const variables = commandVariables()
      refuseUnsaidEnvironment(variables)
      const config = commandConfig(variables)
      await using undo = new AsyncDisposableStack()
      const reached = await reachDatabase(
        config.database,
        dataDirectoryOf(variables.HAZINA_DATA_DIR),
        () => undefined,
      )
      undo.defer(() => reached.release())
      if (reached.ownerUrl === null) {
        throw new CommandProblem(
          'DATABASE_OWNER_URL is missing: only the database’s owner can migrate it.',
        )
      }
      const applied = await prepareDatabase(reached.ownerUrl, config, () => new Date())
      if (json === true) return writeJson({ applied })
      process.stdout.write(
        applied.length === 0
          ? 'The schema is current.\n'
          : `Applied:\n${applied.map((name) => `  ${name}\n`).join('')}`,
      )
    })
}

/** A stamp is for good, so a server of one's own is not stamped for the simulator because a line was missing. */
function refuseUnsaidEnvironment(variables: Variables): void {
  if (variables.DATABASE_URL === undefined || variables.MPESA_ENVIRONMENT !== undefined) return
  throw new CommandProblem(
    'MPESA_ENVIRONMENT is missing: the database is stamped with it for good, so say simulator, sandbox or production.',
  )
}

const initHelp = `
DATABASE_URL and DATABASE_OWNER_URL, in the environment or in .env, say which roles and which database are made:
  DATABASE_OWNER_URL=postgresql://hazina_owner:PASSWORD@db.example/hazina   migrates, owns
  DATABASE_URL=postgresql://hazina_app:PASSWORD@db.example/hazina          the server; cannot write the books`

function loginOf(
  url: string,
  variable: string,
): { user: string; password: string; database: string } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const user = decodeURIComponent(parsed?.username ?? '')
  const password = decodeURIComponent(parsed?.password ?? '')
  const database = decodeURIComponent(parsed?.pathname.slice(1) ?? '')
  if (user !== '' && password !== '' && database !== '') return { user, password, database }
  throw new CommandProblem(
    `${variable} must have the form postgresql://USER:PASSWORD@HOST/DATABASE.`,
  )
}
