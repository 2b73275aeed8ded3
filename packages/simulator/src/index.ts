export type { BehaviourControl } from './behaviour/behaviour.ts'
export type { Books, OrganisationBooks } from './books/books.ts'
export type { Filling } from './books/fill.ts'
export type { StatementQuery, StatementRow } from './books/statement.ts'
export { type Tariff, tariffs } from './books/tariffs.ts'
export type { TransactionQuery } from './books/transactions.ts'
export type { CallbackControl } from './callbacks/callback-control.ts'
export type { Forging } from './callbacks/forge-callback.ts'
export type { CallbackEntry, CallbackPage, CallbackQuery } from './callbacks/list-callbacks.ts'
export type { Chaos, ChaosInput, ChaosSettings } from './chaos/chaos.ts'
export type { ChaosProbabilities, ChaosRule } from './chaos/chaos-rules.ts'
export { parseChaos } from './chaos/chaos-schema.ts'
export type { ChaosProfile, ChaosProfileName } from './chaos/profiles.ts'
export { chaosProfiles } from './chaos/profiles.ts'
export type { Control, Message, Prompt, Snapshot, Subscriber } from './control/control.ts'
export { ControlError } from './control/control-error.ts'
export type {
  Initiator,
  Organisation,
  OrganisationControl,
} from './control/organisation-control.ts'
export type { Transaction } from './control/show-transaction.ts'
export type { TransactionControl } from './control/transaction-control.ts'
export type { Credentials } from './credentials/credentials.ts'
export type { ApiName, Product } from './daraja/endpoints.ts'
export { apiNames, products } from './daraja/endpoints.ts'
export { parseFaultSettings } from './faults/fault-schema.ts'
export type {
  FaultDescription,
  FaultMatch,
  FaultName,
  FaultRules,
  FaultSettings,
  FaultSubject,
  Faults,
  FaultTarget,
  Forgery,
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
export type { InitiatorChange, OrganisationChange } from './organisations/organisations.ts'
export type { PromptAnswer } from './phones/decide.ts'
export type { PhoneMenu, StandingOrder } from './phones/menu-control.ts'
export type { MenuOutcome } from './phones/menu-gate.ts'
export type { ShownName } from './phones/names.ts'
export type { PromptOutcome } from './phones/prompts.ts'
export type { SubscriberChange } from './phones/subscribers.ts'
export { RecordingError } from './recording/lines.ts'
export type { Recording, RecordingStatus } from './recording/recording.ts'
export type { Replay } from './recording/replay.ts'
export type { WorldControl } from './reset.ts'
export type { ScenarioInput, ScenarioOutcome } from './scenarios/run-scenario.ts'
export { scenarios } from './scenarios/run-scenario.ts'
export type { Scenario, ScenarioStep } from './scenarios/scenario.ts'
export type { Simulator } from './simulator.ts'
export { createSimulator, replayRecording } from './simulator.ts'
export type { Page, PageQuery } from './state/find.ts'
export { StateFileError } from './state/journal.ts'
export type { PushRecord, TransactionRecord } from './state/records.ts'
export type { StateSnapshot } from './state/snapshot.ts'
export type {
  Clock,
  MovableClock,
  OffsetClock,
  OffsetClockOptions,
  Settle,
  VirtualClockOptions,
} from './time/clock.ts'
export { createOffsetClock, createVirtualClock } from './time/clock.ts'
export type { RequestEntry, TrafficDetail, TrafficEntry } from './traffic/show.ts'
export type { Traffic, TrafficPage, TrafficQuery } from './traffic/traffic.ts'
