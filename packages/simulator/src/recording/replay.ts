import type { SimulatorOptions } from '../options.ts'
import type { Simulator } from '../simulator.ts'
import { decodeRecording, type RecordedEvent, type RecordedRequest } from './lines.ts'
import { createReplayClock, type ReplayClock } from './replay-clock.ts'
import { createReplayReceiver, type ReplayReceiver } from './replay-receiver.ts'

/** What came of a replay. */
export type Replay = {
  /** Where it ended. The caller closes it. */
  simulator: Simulator
  requests: number
  callbacks: number
  /** What was otherwise than in the recording, a sentence each; none when everything happened again. */
  differences: string[]
}

type Create = (options: SimulatorOptions) => Promise<Simulator>

/**
 * Lets everything in a recording happen again in a fresh simulator, in memory, and compares every answer, every callback
 * and what everybody has in the end.
 * @throws RecordingError when the text is no recording, or damaged.
 */
export async function replayWith(create: Create, text: string): Promise<Replay> {
  const { head, rows, events } = decodeRecording(text)
  const clock = createReplayClock(head.startedAtMs)
  const receiver = createReplayReceiver(clock)
  const simulator = await create({
    ...(head.options as SimulatorOptions), // written by `createRecording` from a simulator's own
    rows,
    clock,
    fetch: receiver.fetch,
  })
  const stage: Stage = {
    simulator,
    clock,
    receiver,
    answers: new Map(),
    posted: new Map(),
    differences: [],
  }
  await settle()
  for (const event of events) await happen(stage, event)
  return {
    simulator,
    requests: events.filter((event) => 'request' in event).length,
    callbacks: receiver.posts.length,
    differences: [...stage.differences, ...compare(stage, events)],
  }
}

type Stage = {
  simulator: Simulator
  clock: ReplayClock
  receiver: ReplayReceiver
  answers: Map<number, { status: number | null; body: string }>
  /** POSTs of the recording, by their ids. */
  posted: Map<number, { url: string; body: string }>
  differences: string[]
}

/** Turns of the event loop in which everything that one event leads to has happened. */
const settleTurns = 8
/** A control request may take longer, when it waits for something that is still to come. */
const controlTurnsMax = 200

async function happen(stage: Stage, event: RecordedEvent): Promise<void> {
  const { clock, receiver, simulator, differences, posted } = stage
  clock.moveTo(event.atMs)
  if ('request' in event) ask(stage, event.request)
  else if ('timer' in event) clock.fire(event.timer)
  else if ('call' in event) callMethod(simulator, event.call)
  else if ('control' in event) await control(simulator, event.control)
  else if ('post' in event) posted.set(event.post.id, event.post)
  else if ('posted' in event) {
    const post = posted.get(event.posted.id)
    if (post !== undefined && !receiver.answer(post, event.posted)) {
      differences.push(`A callback to ${post.url} was not sent again.`)
    }
  }
  await settle()
}

function ask({ simulator, answers }: Stage, request: RecordedRequest): void {
  const { id, method, path, query, authorization, contentType, body } = request
  const url = `${simulator.url}${path}${query === '' ? '' : `?${query}`}`
  const headers = {
    ...(authorization === undefined ? {} : { authorization }),
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
  }
  const isBodiless = method === 'GET' || method === 'HEAD'
  const asking = simulator.fetch(url, { method, headers, ...(isBodiless ? {} : { body }) })
  asking.then(
    async (answer) => answers.set(id, { status: answer.status, body: await answer.text() }),
    () => answers.set(id, { status: null, body: 'lost' }),
  )
}

async function control(
  simulator: Simulator,
  { method, url, body }: { method: string; url: string; body: string },
): Promise<void> {
  // Time is moved by the recording itself.
  if (/\/simulator\/(?:clock|recording|replay)\b/.test(url)) return
  let isOver = false
  const asking = simulator.fetch(simulator.url + url, {
    method,
    ...(body === '' ? {} : { body, headers: { 'content-type': 'application/json' } }),
  })
  const end = () => {
    isOver = true
  }
  asking.then(end, end)
  for (let turn = 0; turn < controlTurnsMax && !isOver; turn++) await nextTurn()
}

/** Calls what was called; what it refused then it refuses again. */
function callMethod(
  simulator: Simulator,
  { name, args }: { name: string; args: readonly unknown[] },
): void {
  if (name === 'advance') return
  const path = name.split('.')
  const method = path.pop() ?? ''
  // The name was made from this very object's keys.
  const owner = path.reduce<unknown>((object, key) => Reflect.get(Object(object), key), simulator)
  try {
    const result: unknown = Reflect.get(Object(owner), method).apply(owner, args)
    if (result instanceof Promise) result.catch(() => undefined)
  } catch {
    // A refusal is an answer to the caller, who is not here.
  }
}

function compare(stage: Stage, events: readonly RecordedEvent[]): string[] {
  const differences: string[] = []
  const paths = new Map<number, string>()
  const left = new Map<string, number>()
  for (const post of stage.receiver.posts)
    left.set(postKey(post), (left.get(postKey(post)) ?? 0) + 1)
  for (const event of events) {
    if ('request' in event) paths.set(event.request.id, event.request.path)
    if ('answer' in event) {
      const { id, status, body } = event.answer
      const again = stage.answers.get(id) ?? { status: null, body: 'silent' }
      if (again.status === status && again.body === body) continue
      differences.push(
        `${paths.get(id)} was answered ${status} ${body}, and ${again.status} ${again.body} in the replay.`,
      )
    }
    if ('post' in event) {
      const key = postKey({ ...event.post, atMs: event.atMs })
      const count = left.get(key) ?? 0
      if (count === 0)
        differences.push(`The replay posts otherwise to ${event.post.url}: ${event.post.body}`)
      else left.set(key, count - 1)
    }
    if ('end' in event) differences.push(...compareBalances(stage.simulator, event.end.balances))
  }
  return differences
}

function postKey({ atMs, url, body }: { atMs: number; url: string; body: string }): string {
  return `${atMs}\n${url}\n${body}`
}

function compareBalances(
  simulator: Simulator,
  recorded: Readonly<Record<string, string>>,
): string[] {
  const again = simulator.recording.balances()
  const names = new Set([...Object.keys(recorded), ...Object.keys(again)])
  return [...names]
    .filter((name) => recorded[name] !== again[name])
    .map(
      (name) => `${name} had ${recorded[name] ?? 0} cents, and ${again[name] ?? 0} in the replay.`,
    )
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < settleTurns; turn++) await nextTurn()
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
