import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** The counters of one server. A registry of its own, so that two servers in one process do not share them. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'hazina_' })
  const registers = [registry]
  return {
    registry,
    evidence: new Counter({
      name: 'hazina_evidence_total',
      help: 'Pieces of evidence by kind and verdict',
      labelNames: ['kind', 'verdict'] as const,
      registers,
    }),
    pushes: new Counter({
      name: 'hazina_stk_pushes_total',
      help: 'STK pushes by outcome: accepted, rejected, unknown',
      labelNames: ['outcome'] as const,
      registers,
    }),
    queries: new Counter({
      name: 'hazina_stk_queries_total',
      help: 'STK queries by outcome',
      labelNames: ['outcome'] as const,
      registers,
    }),
    events: new Counter({
      name: 'hazina_events_total',
      help: 'Things worth counting, by name',
      labelNames: ['event'] as const,
      registers,
    }),
    requests: new Histogram({
      name: 'hazina_http_request_seconds',
      help: 'HTTP requests by route and status',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
    callbacksWaiting: new Gauge({
      name: 'hazina_callbacks_waiting',
      help: 'Callbacks received and not yet durable',
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
