import type { Command } from 'commander'
import type { DarajaError } from '../errors.ts'
import { type Heard, listenForCallbacks } from './callback-listener.ts'
import { describeMessage } from './describe-message.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { CliIo } from './io.ts'
import { report } from './report.ts'
import { type GlobalOptions, hostOf, needed, wholeNumber } from './settings.ts'

/** Options of the commands whose end is told later. */
export type WaitOptions = GlobalOptions & {
  /** Seconds, or true for as long as suits. */
  wait?: string | true
  listenPort?: string
  callbackUrl?: string
}

export function addWaitOptions(command: Command): Command {
  return command
    .option('--callback-url <url>', 'where Safaricom tells the end (DARAJA_CALLBACK_URL)')
    .option('--wait [seconds]', 'wait for the end on a port of this machine, 120 s unless given')
    .option('--listen-port <port>', 'that port; left out, any free one')
}

type Sent = { outcome: string; error?: DarajaError }

/**
 * Sends something whose end comes by callback and, where asked to, waits for it: on a port of this
 * machine, which a simulator here can call by itself and Safaricom through what `--callback-url`
 * names.
 */
export async function sendAndWait<Outcome extends Sent>(
  options: WaitOptions,
  io: CliIo,
  work: {
    send(callbackUrl: string): Promise<Outcome>
    words(outcome: Outcome): string
    fits(outcome: Outcome, message: Heard): boolean
  },
): Promise<ExitCode> {
  const { json } = options
  if (options.wait === undefined) {
    const outcome = await work.send(callbackUrlOf(options, io, undefined))
    return report(outcome, io, { json, words: work.words })
  }
  const port = options.listenPort === undefined ? 0 : wholeNumber(options.listenPort, 'port')
  const listener = await listenForCallbacks(port, io.clock)
  try {
    const outcome = await work.send(callbackUrlOf(options, io, listener.url))
    if (outcome.outcome === 'rejected') return report(outcome, io, { json, words: work.words })
    if (!json) report(outcome, io, { json, words: work.words })
    const seconds = options.wait === true ? 120 : wholeNumber(options.wait, 'wait')
    const message = await listener.hear((told) => work.fits(outcome, told), seconds * 1000)
    if (json) io.out(JSON.stringify({ ...outcome, callback: message ?? null }, null, 2))
    else io.out(message === undefined ? inVain(seconds) : describeMessage(message))
    return exitCodeOf(message)
  } finally {
    listener.close()
  }
}

function callbackUrlOf(options: WaitOptions, io: CliIo, listening: string | undefined): string {
  const here = hostOf(options, io).kind === 'loopback' ? (listening ?? nobody) : undefined
  const source = { flag: '--callback-url', variable: 'DARAJA_CALLBACK_URL', fallback: here }
  return needed(options.callbackUrl, source, io)
}

// The discard port: the simulator of this machine calls in vain, and the end can be asked for.
const nobody = 'http://127.0.0.1:9/nobody-listens'

function inVain(seconds: number): string {
  return `No callback came within ${seconds} s: nobody knows yet. Ask for the status; do not repeat.`
}

function exitCodeOf(message: Heard | undefined): ExitCode {
  if (message?.kind === 'stk') return message.paid ? exitCodes.done : exitCodes.rejected
  if (message?.kind !== 'result') return exitCodes.unknown
  if (!message.succeeded) return exitCodes.rejected
  if (message.api !== 'status') return exitCodes.done
  // That the question was answered says nothing yet: the fate of the payment does.
  const { fate } = message.parameters
  if (fate === 'completed') return exitCodes.done
  return fate === 'failed' ? exitCodes.rejected : exitCodes.unknown
}
