import type { Clock } from '../time/clock.ts'

/** A POST of the replay that waits for the answer it got in the recording. */
type Waiting = { key: string; resolve(answer: Response): void; reject(reason: Error): void }

/** What every business answers in a replay: what it answered when it was recorded, when it is time. */
export type ReplayReceiver = {
  fetch: typeof fetch
  /** Everything that was posted so far, with its instant. */
  readonly posts: readonly { atMs: number; url: string; body: string }[]
  /** Lets the POST of these bytes have its answer; null as status breaks the connection. False when there is none. */
  answer(
    post: { url: string; body: string },
    answer: { status: number | null; text: string },
  ): boolean
}

export function createReplayReceiver(clock: Clock): ReplayReceiver {
  const posts: { atMs: number; url: string; body: string }[] = []
  const waiting: Waiting[] = []

  return {
    posts,
    fetch(input, init) {
      const url = input instanceof Request ? input.url : String(input)
      const body = typeof init?.body === 'string' ? init.body : ''
      posts.push({ atMs: clock.now().getTime(), url, body })
      return new Promise((resolve, reject) => {
        waiting.push({ key: keyOf({ url, body }), resolve, reject })
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      })
    },
    answer(post, { status, text }) {
      const index = waiting.findIndex(({ key }) => key === keyOf(post))
      const [found] = index === -1 ? [] : waiting.splice(index, 1)
      if (status === null) found?.reject(new Error(text))
      else found?.resolve(new Response(isBodiless(status) ? null : text, { status }))
      return found !== undefined
    },
  }
}

function keyOf({ url, body }: { url: string; body: string }): string {
  return `${url}\n${body}`
}

function isBodiless(status: number): boolean {
  return [101, 204, 205, 304].includes(status)
}
