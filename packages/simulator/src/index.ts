export type { Books } from './books.ts'
export type {
  Clock,
  MovableClock,
  OffsetClock,
  OffsetClockOptions,
  Settle,
  VirtualClockOptions,
} from './clock.ts'
export { createOffsetClock, createVirtualClock } from './clock.ts'
export type { Control, Message, Prompt, Snapshot, Subscriber } from './control.ts'
export type { PromptAnswer } from './decide.ts'
export { parseFaultSettings } from './fault-schema.ts'
export type {
  FaultDescription,
  FaultMatch,
  FaultName,
  FaultRules,
  FaultSettings,
  Faults,
  Span,
} from './faults.ts'
export { faultCatalogue, faultNames } from './faults.ts'
export { StateFileError } from './journal.ts'
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
export type { PromptOutcome } from './prompts.ts'
export type { PushRecord, TransactionRecord } from './records.ts'
export type { RequestEntry } from './request-log.ts'
export type { Simulator } from './simulator.ts'
export { createSimulator } from './simulator.ts'
export type { SubscriberChange } from './subscribers.ts'
export { ControlError } from './subscribers.ts'
