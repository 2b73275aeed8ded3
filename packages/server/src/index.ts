export type { Config } from './config/config.ts'
export { readVariables, Variables } from './config/environment.ts'
export { readConfig } from './config/read-config.ts'
export { type Clock, type Context, type Random, type Step, steps } from './context.ts'
export { AppError, StartProblem } from './errors.ts'
export { composeServer, type Server, type Surroundings } from './system/compose.ts'
export {
  migrationDirectories,
  prepareDatabase,
  refuseForeignDatabase,
} from './system/installation.ts'
export { createSystemRandom, uuidAt } from './system/random.ts'
export { type RunningSystem, startSystem } from './system/start.ts'
