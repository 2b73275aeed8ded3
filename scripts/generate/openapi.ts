import { pino } from 'pino'
import { readVariables } from '../../packages/server/src/config/environment.ts'
import { readConfig } from '../../packages/server/src/config/read-config.ts'
import { composeServer } from '../../packages/server/src/system/compose.ts'
import { createSystemRandom } from '../../packages/server/src/system/random.ts'
import { createSystemClock } from '../../packages/server/src/system/system-clock.ts'

/** The description that the server itself serves at /api/openapi.json. Nothing is connected to for it. */
export async function describeHttpApi(): Promise<string> {
  const clock = createSystemClock()
  const config = readConfig(readVariables({ LOG_LEVEL: 'silent' }, null), () => Buffer.alloc(32))
  const server = await composeServer(config, {
    databaseUrl: 'postgresql://nobody@localhost:1/nothing',
    clock,
    random: createSystemRandom(clock),
    fetch: globalThis.fetch,
    logger: pino({ level: 'silent' }),
    automaticWork: false,
  })
  await server.app.ready()
  const description = server.app.swagger()
  await server.close()
  return `${JSON.stringify(description, null, 2)}\n`
}
