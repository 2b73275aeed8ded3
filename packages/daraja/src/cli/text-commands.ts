import type { Command } from 'commander'
import { type DarajaHint, parseDaraja } from '../callbacks/parse-daraja.ts'
import { explainGatewayError, gatewayErrors } from '../codes/gateway-errors.ts'
import { meaningsOfResult } from '../codes/result-codes.ts'
import { checkInitiatorPassword } from '../credential/security-credential.ts'
import { credentialOf, type InitiatorOptions } from './credentials.ts'
import { describeMessage } from './describe-message.ts'
import { type ExitCode, exitCodes, UsageError } from './exit-codes.ts'
import type { CliIo } from './io.ts'
import { fields, report } from './report.ts'
import { clientOf, type GlobalOptions } from './settings.ts'

type End = (code: Promise<ExitCode>) => Promise<void>

/** `daraja token`, `parse`, `explain` and `credential`. */
export function addTextCommands(program: Command, io: CliIo, end: End): void {
  program
    .command('token')
    .description('print a token for calls of your own; it is a secret')
    .action((_: object, command: Command) => end(printToken(command.optsWithGlobals(), io)))
  program
    .command('parse')
    .description('read anything that Safaricom sends: a callback, a result, an answer')
    .argument('<file>', 'the body as it came; - is standard input')
    .option('--kind <kind>', 'where it was posted, for what the body leaves open')
    .action((file: string, _: object, command: Command) =>
      end(parse(file, command.optsWithGlobals(), io)),
    )
  program
    .command('explain')
    .description('what a result code or an error code means, and who acts')
    .argument('<code>', 'such as 1032, SFC_IC0003 or 500.001.1001')
    .argument('[text...]', 'the message of an error, where its code has several meanings')
    .action((code: string, text: string[], _: object, command: Command) =>
      end(explain(code, { ...command.optsWithGlobals<GlobalOptions>(), text: text.join(' ') }, io)),
    )
  program
    .command('credential')
    .description('encrypt an initiator password (DARAJA_INITIATOR_PASSWORD, or standard input)')
    .option('--certificate <file>', 'sandbox, production or a file (DARAJA_CERTIFICATE)')
    .action((_: object, command: Command) => end(encrypt(command.optsWithGlobals(), io)))
}

async function printToken(options: GlobalOptions, io: CliIo): Promise<ExitCode> {
  const told = await clientOf(options, io).accessToken()
  const words = () => (told.outcome === 'answered' ? told.accessToken : '')
  return report(told, io, { json: options.json, words })
}

async function parse(
  file: string,
  options: GlobalOptions & { kind?: DarajaHint['kind'] },
  io: CliIo,
): Promise<ExitCode> {
  const raw = await readFile(file, io)
  const told = parseDaraja(raw, options.kind === undefined ? {} : { kind: options.kind })
  if (!told.ok) {
    if (options.json) io.out(JSON.stringify({ ok: false, reason: told.reason }, null, 2))
    else io.err(`This is nothing that Safaricom sends: ${told.reason}.`)
    return exitCodes.rejected
  }
  if (options.json) io.out(JSON.stringify(told.message, null, 2))
  else io.out(describeMessage(told.message))
  return exitCodes.done
}

async function explain(
  code: string,
  { text, json }: GlobalOptions & { text: string },
  io: CliIo,
): Promise<ExitCode> {
  const results = meaningsOfResult(code)
  const errors =
    text === '' ? errorsOf(code) : [explainGatewayError({ errorCode: code, errorMessage: text })]
  const refusals = errors.filter((each) => !('known' in each) || each.known)
  const all = [...results, ...refusals]
  if (json) io.out(JSON.stringify(all, null, 2))
  else if (all.length === 0) {
    io.out(`${code} is in no catalogue: it settles nothing. Look it up with Safaricom.`)
  } else {
    const shown = all.map((each) => {
      const apis = 'apis' in each ? each.apis.join(', ') : undefined
      const said = 'text' in each && each.text !== '*' ? each.text || '(no message)' : undefined
      const { meaning, whoActs, retry, en, sw } = each
      const facts = { APIs: apis, Message: said, 'Who acts': whoActs, Retry: retry }
      return fields(`${code}: ${meaning}`, { ...facts, English: en, Kiswahili: sw })
    })
    io.out(shown.join('\n\n'))
  }
  return all.length === 0 ? exitCodes.unknown : exitCodes.done
}

function errorsOf(code: string) {
  return gatewayErrors.filter(({ errorCode }) =>
    errorCode.endsWith('*') ? code.startsWith(errorCode.slice(0, -1)) : errorCode === code,
  )
}

async function encrypt(options: InitiatorOptions, io: CliIo): Promise<ExitCode> {
  const password = io.env.DARAJA_INITIATOR_PASSWORD ?? (await readPassword(io))
  for (const caution of checkInitiatorPassword(password).cautions) io.err(`${caution}.`)
  const securityCredential = await credentialOf(password, options, io)
  io.out(options.json ? JSON.stringify({ securityCredential }, null, 2) : securityCredential)
  return exitCodes.done
}

async function readPassword(io: CliIo): Promise<string> {
  if (io.isTerminal) {
    throw new UsageError('Set DARAJA_INITIATOR_PASSWORD, or pipe the password in.')
  }
  // One line break ends what is piped or typed; it is no part of the password.
  return new TextDecoder().decode(await io.read('-')).replace(/\r?\n$/, '')
}

async function readFile(file: string, io: CliIo): Promise<Uint8Array> {
  try {
    return await io.read(file)
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException // what the file system throws
    throw new UsageError(`${file} could not be read (${code ?? message}).`)
  }
}
