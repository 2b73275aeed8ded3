export { createRealtimeHub, type Listener, type RealtimeHub } from './hub.ts'
