/**
 * Keeps the shell of the wallet (page, scripts, styles) on the device, so that it opens on a bad line. The network
 * goes first for the page, so a new release shows at once; answers of the API are never kept.
 */

type WorkerEvent = Event & { waitUntil(work: Promise<unknown>): void }
type FetchEvent = WorkerEvent & {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

// The compiler knows windows, not service workers; this is the part of one that is used here.
const worker = globalThis as unknown as {
  readonly location: Location
  addEventListener(type: 'install', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
  skipWaiting(): Promise<void>
}

const cacheName = 'hazina-shell'
const pageTimeoutMs = 4_000
// What asks for a page is answered with the page, whatever its path.
const asPage = { accept: 'text/html' }

worker.addEventListener('install', (event) => {
  event.waitUntil(
    keepShell().then(
      () => worker.skipWaiting(),
      () => worker.skipWaiting(),
    ),
  )
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (request.mode === 'navigate' && isScreen(url.pathname)) event.respondWith(page(event))
  // With a network the browser's own cache does better: assets are named by their content and stay fresh for ever.
  else if (!navigator.onLine && isShellFile(url.pathname)) event.respondWith(keptFirst(request))
})

/** The wallet's own screens; the API's page and anything else of the server is left alone. */
function isScreen(path: string): boolean {
  return path === '/' || /^\/(sign-in|pay|history|settings)(\/|$)/.test(path)
}

function isShellFile(path: string): boolean {
  return /^\/(assets\/|boot\.js|favicon\.svg|manifest\.webmanifest)/.test(path)
}

async function page(event: FetchEvent): Promise<Response> {
  const cache = await caches.open(cacheName)
  const kept = await cache.match('/')
  const abort = new AbortController()
  const timer = kept === undefined ? undefined : setTimeout(() => abort.abort(), pageTimeoutMs)
  try {
    const fresh = await fetch(event.request.url, {
      headers: asPage,
      signal: abort.signal,
    })
    // A shell that cannot be kept now is kept another time; the page itself has come.
    if (fresh.ok) event.waitUntil(renewShell(cache, kept, fresh.clone()).catch(() => undefined))
    return fresh
  } catch (error) {
    if (kept !== undefined) return kept
    throw error
  } finally {
    clearTimeout(timer)
  }
}

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request)
}

async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName)
  const answer = await fetch('/', { headers: asPage })
  if (answer.ok) await renewShell(cache, undefined, answer)
}

/** Keeps a fresh page with what it needs; a page of another release throws the assets of the old one away. */
async function renewShell(
  cache: Cache,
  kept: Response | undefined,
  fresh: Response,
): Promise<void> {
  const html = await fresh.clone().text()
  if (kept !== undefined && (await kept.clone().text()) === html) return
  // A file named twice would make `addAll` refuse them all.
  const files = new Set([...html.matchAll(/="(\/[^"/][^"]*\.[a-z]+)"/g)].map((m) => m[1] ?? ''))
  await cache.addAll([...files])
  await cache.put('/', fresh)
  for (const old of await cache.keys()) {
    const { pathname } = new URL(old.url)
    if (pathname !== '/' && !files.has(pathname)) await cache.delete(old)
  }
}
