export type { FloatComparison, SimulatorBooks } from './simulator-books.ts'
export { type Break, type Verification, verify } from './verify.ts'
