import type { BrowserContext, ConsoleMessage, Request, Response } from 'playwright-core'

export type PageWatch = {
  /** What the pages did that they must not do, a line each. */
  faults(): string[]
  /** Everything that happened, a line each, for whoever looks into a failure. */
  log(): string[]
}

/** Watches every page of a visitor. `provokes`: refusals that are meant, as `409 /api/mpesa/stk-push`. */
export async function watchPages(
  context: BrowserContext,
  provokes: readonly (string | RegExp)[],
): Promise<PageWatch> {
  const faults: string[] = []
  const log: string[] = []
  const fault = (line: string) => {
    if (isMeant(line)) return
    faults.push(line)
    log.push(`FAULT ${line}`)
  }
  const isMeant = (line: string) =>
    [...signedOut, ...provokes].some((one) =>
      typeof one === 'string' ? line === one : one.test(line),
    )

  context.on('console', (message) => {
    log.push(`console ${message.type()}: ${message.text()}`)
    // A refused request is judged by its answer, below.
    if (isRefusedRequest(message)) return
    if (message.type() === 'error' || /content security policy/i.test(message.text()))
      fault(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => fault(`thrown: ${error.error().stack ?? error.error()}`))
  context.on('request', (request) => {
    log.push(describeRequest(request))
    if (!isThisMachine(request.url())) fault(`asked another host: ${request.url()}`)
  })
  context.on('requestfailed', (request) => {
    log.push(`failed ${describeRequest(request)}: ${request.failure()?.errorText}`)
  })
  context.on('response', (response) => {
    const line = describeResponse(response)
    log.push(line)
    if (response.status() >= 400) fault(line)
  })
  return { faults: () => [...faults], log: () => [...log] }
}

/** The wallet finds out by asking whether somebody is signed in. */
const signedOut = [/^401 \/api\/(auth\/session|wallet|transactions)$/]

function isRefusedRequest(message: ConsoleMessage): boolean {
  return message.text().startsWith('Failed to load resource: the server responded with a status')
}

function isThisMachine(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'data:' || protocol === 'blob:' || hostname === 'localhost'
}

function describeRequest(request: Request): string {
  const { pathname, search } = new URL(request.url())
  return `${request.method()} ${pathname}${search}`
}

function describeResponse(response: Response): string {
  return `${response.status()} ${new URL(response.url()).pathname}`
}
