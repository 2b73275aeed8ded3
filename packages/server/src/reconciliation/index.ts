export { type Break, type Verification, verify } from './verify.ts'
