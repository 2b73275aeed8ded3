import { AsyncLocalStorage } from 'node:async_hooks'
import type { Poster } from '../callbacks/poster.ts'
import type { DarajaAnswer, DarajaRequest } from '../daraja/answer.ts'
import type { Gateway } from '../daraja/gateway.ts'
import type { Clock } from '../time/clock.ts'
import type { RecordedEvent } from './lines.ts'

/** Hears of everything that comes from outside or goes there. While nobody listens it costs a look at a variable. */
export type Recorder = {
  /** Whom it tells; undefined while nothing is recorded. */
  listener: ((event: RecordedEvent) => void) | undefined
  /** The same gateway, heard. */
  gateway(gateway: Gateway): Gateway
  /** The same poster, heard. */
  poster(poster: Poster): Poster
  /** The same fetch, heard. */
  fetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch
  /** Something that was due at this instant is about to happen. */
  timer(dueAtMs: number): void
  /** Runs the handling of a control request; what it calls in turn is not heard once more. */
  control(request: { method: string; url: string; body: string }, handle: () => void): void
  /** The same object, whose methods are heard, by their names and those of the objects they are in. */
  methods<T extends object>(name: string, object: T, isReading: (name: string) => boolean): T
}

/** Whether a method of this name only tells something, which need not happen again. */
export function isReading(name: string): boolean {
  return /^(?:get|list|find|show|on|of|books|audit|snapshot|page|every|statement|strike|draw|randomState)(?![a-z])/.test(
    name,
  )
}

export function createRecorder(clock: Clock): Recorder {
  const handling = new AsyncLocalStorage<true>()
  let ids = 0

  const recorder: Recorder = {
    listener: undefined,
    gateway: (gateway) => async (request) => {
      if (recorder.listener === undefined) return gateway(request)
      const id = ++ids
      tell({ request: recordedRequest(id, request) })
      const answer = await gateway(request)
      tell({ answer: { id, ...recordedAnswer(answer) } })
      return answer
    },
    poster: (poster) => ({
      close: poster.close,
      async post(request) {
        if (recorder.listener === undefined) return poster.post(request)
        const id = ++ids
        tell({ post: { id, url: request.url, body: request.body } })
        const outcome = await poster.post(request)
        tell({ posted: { id, status: outcome.status, text: outcome.text } })
        return outcome
      },
    }),
    fetch: (fetch) => async (input, init) => {
      if (recorder.listener === undefined) return fetch(input, init)
      const id = ++ids
      const body = typeof init?.body === 'string' ? init.body : ''
      tell({ post: { id, url: input instanceof Request ? input.url : String(input), body } })
      return heardFetch(id, () => fetch(input, init))
    },
    timer: (dueAtMs) => {
      if (recorder.listener !== undefined) tell({ timer: dueAtMs })
    },
    control(request, handle) {
      if (recorder.listener === undefined) return handle()
      tell({ control: request })
      handling.run(true, handle)
    },
    methods: (name, object, isReading) => heard(name, object, isReading),
  }

  type Happening = RecordedEvent extends infer Event
    ? Event extends unknown
      ? Omit<Event, 'atMs'>
      : never
    : never

  function tell(happening: Happening): void {
    const event = { atMs: clock.now().getTime(), ...happening } as RecordedEvent // Omit of a union member and what it lacked
    recorder.listener?.(event)
  }

  async function heardFetch(id: number, send: () => Promise<Response>): Promise<Response> {
    try {
      const answer = await send()
      const text = await answer.clone().text()
      tell({ posted: { id, status: answer.status, text } })
      return answer
    } catch (error) {
      tell({ posted: { id, status: null, text: error instanceof Error ? error.message : '' } })
      throw error
    }
  }

  /** How deep in methods that are heard already. */
  let depth = 0

  function heard<T extends object>(
    path: string,
    object: T,
    isReading: (name: string) => boolean,
  ): T {
    const entries = Object.entries(object).map(([key, member]) => {
      const name = path === '' ? key : `${path}.${key}`
      if (typeof member === 'object' && member !== null && !(member instanceof Set)) {
        return [key, heard(name, member, isReading)]
      }
      if (typeof member !== 'function' || isReading(key)) return [key, member]
      return [key, (...args: unknown[]) => call(name, args, () => member.apply(object, args))]
    })
    return Object.fromEntries(entries) as T // the same keys, each with a value of its type
  }

  function call(name: string, args: readonly unknown[], work: () => unknown): unknown {
    if (recorder.listener === undefined || depth > 0 || handling.getStore()) return work()
    tell({ call: { name, args } })
    depth++
    try {
      return work()
    } finally {
      depth--
    }
  }

  return recorder
}

function recordedRequest(id: number, request: DarajaRequest) {
  const authorization = request.header('authorization')
  const contentType = request.header('content-type')
  return {
    id,
    method: request.method,
    path: request.path,
    query: request.query.toString(),
    ...(authorization === undefined ? {} : { authorization }),
    ...(contentType === undefined ? {} : { contentType }),
    body: request.bodyText,
  }
}

function recordedAnswer(answer: DarajaAnswer): { status: number | null; body: string } {
  return answer.kind === 'answer'
    ? { status: answer.status, body: answer.body }
    : { status: null, body: answer.kind }
}
