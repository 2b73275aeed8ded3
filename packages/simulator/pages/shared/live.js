/** @module The socket that says when to ask again, and asking again no more often than is good. */

const retryMinMs = 500
const retryMaxMs = 10_000
const restMsMax = 30_000

/**
 * Keeps a socket to the simulator open for as long as the page lives.
 * @param {{ onChange: () => void, onLink: (live: boolean) => void }} listener
 */
export function watchChanges({ onChange, onLink }) {
  let retryMs = retryMinMs
  connect()

  function connect() {
    const socket = new WebSocket(new URL('simulator/live', webSocketBase()))
    socket.addEventListener('open', () => {
      retryMs = retryMinMs
      onLink(true)
    })
    socket.addEventListener('message', onChange)
    socket.addEventListener('close', () => {
      onLink(false)
      setTimeout(connect, retryMs)
      retryMs = Math.min(retryMs * 2, retryMaxMs)
    })
  }
}

/**
 * Runs `task` when it is asked for, never twice at once. `now`, for what a person does, runs it as soon as it can, and
 * resolves when it has run. `soon`, for news, lets it rest in between: for `restMs`, or four times as long as it took.
 * News that come meanwhile share the one run that follows, so that a busy simulator and a slow machine set the pace, and
 * not the number of events.
 * @param {() => Promise<void>} task
 * @param {number} restMs
 */
export function createRefresher(task, restMs) {
  /** @type {Promise<void> | null} */
  let running = null
  /** @type {Promise<void> | null} */
  let next = null
  let timer
  let restUntilMs = 0
  let hasNews = false

  return { now, soon }

  function now() {
    const start = () => {
      next = null
      return run()
    }
    next ??= (running ?? Promise.resolve()).then(start, start)
    return next
  }

  function soon() {
    if (next) return
    hasNews = true
    if (running) return
    clearTimeout(timer)
    timer = setTimeout(now, Math.max(0, restUntilMs - performance.now()))
  }

  function run() {
    clearTimeout(timer)
    hasNews = false
    const startedAtMs = performance.now()
    running = task().finally(() => {
      const tookMs = performance.now() - startedAtMs
      running = null
      restUntilMs = performance.now() + Math.min(Math.max(restMs, 4 * tookMs), restMsMax)
      if (hasNews) soon()
    })
    return running
  }
}

function webSocketBase() {
  const base = new URL(document.baseURI)
  base.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:'
  base.hash = ''
  base.search = ''
  return base
}
