export type { Books } from './books/books.ts'
export type { Control, Message, Prompt, Snapshot, Subscriber } from './control/control.ts'
export type { RequestEntry } from './control/request-log.ts'
export { parseFaultSettings } from './faults/fault-schema.ts'
export type {
  FaultDescription,
  FaultMatch,
  FaultName,
  FaultRules,
  FaultSettings,
  Faults,
  Span,
} from './faults/faults.ts'
export { faultCatalogue, faultNames } from './faults/faults.ts'
export type {
  AutoAnswer,
  Behaviour,
  Business,
  DarajaApp,
  InitialSubscriber,
  Language,
  Limits,
  SimulatorClock,
  SimulatorOptions,
  SubscriberDefaults,
  TariffBand,
  Timings,
} from './options.ts'
export { sandboxBusiness } from './options.ts'
export type { PromptAnswer } from './phones/decide.ts'
export type { PromptOutcome } from './phones/prompts.ts'
export type { SubscriberChange } from './phones/subscribers.ts'
export { ControlError } from './phones/subscribers.ts'
export type { Simulator } from './simulator.ts'
export { createSimulator } from './simulator.ts'
export { StateFileError } from './state/journal.ts'
export type { PushRecord, TransactionRecord } from './state/records.ts'
export type {
  Clock,
  MovableClock,
  OffsetClock,
  OffsetClockOptions,
  Settle,
  VirtualClockOptions,
} from './time/clock.ts'
export { createOffsetClock, createVirtualClock } from './time/clock.ts'
