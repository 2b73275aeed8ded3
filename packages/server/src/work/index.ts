export type { WorkHandler, WorkHandlers, WorkItem, WorkKind, WorkOutcome } from './work.ts'
export { workKinds } from './work.ts'
export { createWorkLoop, type WorkLoop } from './work-loop.ts'
