import type { Command } from 'commander'
import type { AsyncAccepted, Submission } from '../apis/outcomes.ts'
import type { IdentifiedParty } from '../apis/parties.ts'
import { maskMsisdn } from '../msisdn.ts'
import { sandbox } from '../sandbox.ts'
import { type InitiatorOptions, initiatorOf } from './credentials.ts'
import { type ExitCode, UsageError } from './exit-codes.ts'
import type { CliIo } from './io.ts'
import { fields } from './report.ts'
import { clientOf, hostOf, needed, phoneOf, wholeNumber } from './settings.ts'
import { addWaitOptions, sendAndWait, type WaitOptions } from './wait.ts'

type OrganisationOptions = InitiatorOptions &
  WaitOptions & { shortcode?: string; till?: boolean; remarks: string; occasion?: string }
type B2cOptions = OrganisationOptions & {
  command: 'BusinessPayment' | 'SalaryPayment' | 'PromotionPayment'
  id?: string
  v1?: boolean
}
type End = (code: Promise<ExitCode>) => Promise<void>

/** `daraja b2c`, `daraja status` and `daraja balance`: what an API operator signs. */
export function addOrganisationCommands(program: Command, io: CliIo, end: End): void {
  addOrganisationOptions(
    program
      .command('b2c')
      .description('pay a phone from the Utility account; sent once, whatever happens')
      .argument('<phone>', 'who receives, as people write it')
      .argument('<amount>', 'whole shillings, at least 10')
      .option(
        '--command <id>',
        'BusinessPayment, SalaryPayment or PromotionPayment',
        'BusinessPayment',
      )
      .option('--id <id>', 'the OriginatorConversationID; left out, a new one')
      .option('--v1', 'by version 1 of the API, which has no such id'),
  ).action((phone: string, amount: string, _: object, command: Command) =>
    end(pay({ phone, amount }, command.optsWithGlobals(), io)),
  )
  addOrganisationOptions(
    program
      .command('status')
      .description('ask what became of a payment')
      .argument('[receipt]', 'its M-PESA receipt')
      .option('--id <id>', 'the OriginatorConversationID it was sent with, instead of the receipt'),
  ).action((receipt: string | undefined, _: object, command: Command) =>
    end(askStatus(receipt, command.optsWithGlobals(), io)),
  )
  addOrganisationOptions(
    program.command('balance').description('ask what is in the accounts of an organisation'),
  ).action((_: object, command: Command) => end(askBalance(command.optsWithGlobals(), io)))
}

function addOrganisationOptions(command: Command): Command {
  return addWaitOptions(command)
    .option('--shortcode <number>', 'the organisation (DARAJA_SHORTCODE)')
    .option('--till', 'the number is that of a till')
    .option('--initiator <name>', 'the API operator (DARAJA_INITIATOR)')
    .option('--certificate <file>', 'sandbox, production or a file (DARAJA_CERTIFICATE)')
    .option('--remarks <text>', '2 to 100 characters', 'Command line')
    .option('--occasion <text>', '1 to 100 characters')
}

async function pay(
  typed: { phone: string; amount: string },
  options: B2cOptions,
  io: CliIo,
): Promise<ExitCode> {
  const { shortcode, ...signed } = await signedOf(options, io)
  const msisdn = phoneOf(typed.phone)
  const amount = wholeNumber(typed.amount, 'amount')
  const daraja = clientOf(options, io)
  const order = { ...signed, commandId: options.command, shortcode, msisdn, amount }
  const originatorConversationId = options.id ?? `cli-${io.newId()}`
  // Told before it is sent: whatever happens, the payment can be asked after by it.
  if (!options.v1) io.err(`OriginatorConversationID ${originatorConversationId}`)
  return sendAndWait(options, io, {
    send: (callbackUrl) => {
      const urls = { resultUrl: callbackUrl, queueTimeOutUrl: callbackUrl }
      return options.v1
        ? daraja.b2c({ ...order, ...urls, version: 'v1' })
        : daraja.b2c({ ...order, ...urls, originatorConversationId })
    },
    words: wordsOf(`Accepted: KES ${amount} to ${maskMsisdn(msisdn)} is queued. Not paid yet.`),
    fits,
  })
}

async function askStatus(
  receipt: string | undefined,
  options: OrganisationOptions & { id?: string },
  io: CliIo,
): Promise<ExitCode> {
  const { id } = options
  if (receipt === undefined && id === undefined) throw new UsageError('Give a receipt or --id.')
  const { shortcode, ...signed } = await signedOf(options, io)
  const daraja = clientOf(options, io)
  const party: IdentifiedParty = { type: options.till ? 'till' : 'paybill', number: shortcode }
  const about = receipt === undefined ? { originatorConversationId: id ?? '' } : { receipt }
  return sendAndWait(options, io, {
    send: (callbackUrl) => {
      const urls = { resultUrl: callbackUrl, queueTimeOutUrl: callbackUrl }
      return daraja.transactionStatus({ ...signed, ...urls, ...about, party })
    },
    words: wordsOf('Accepted: the answer comes to the callback URL.'),
    fits,
  })
}

async function askBalance(options: OrganisationOptions, io: CliIo): Promise<ExitCode> {
  const { shortcode, initiator, remarks } = await signedOf(options, io)
  const daraja = clientOf(options, io)
  const type = options.till ? ('till' as const) : ('paybill' as const)
  const party = { type, number: shortcode }
  return sendAndWait(options, io, {
    send: (callbackUrl) => {
      const urls = { resultUrl: callbackUrl, queueTimeOutUrl: callbackUrl }
      return daraja.accountBalance({ initiator, remarks, ...urls, party })
    },
    words: wordsOf('Accepted: the answer comes to the callback URL.'),
    fits,
  })
}

async function signedOf(options: OrganisationOptions, io: CliIo) {
  const { kind } = hostOf(options, io)
  const known = kind === 'loopback' ? sandbox.organisation : undefined
  const source = { flag: '--shortcode', variable: 'DARAJA_SHORTCODE', fallback: known }
  const shortcode = needed(options.shortcode, source, io)
  const initiator = await initiatorOf(options, io)
  const { remarks, occasion } = options
  return { shortcode, initiator, remarks, ...(occasion !== undefined && { occasion }) }
}

function wordsOf(title: string) {
  return (told: Submission<AsyncAccepted>): string => {
    if (told.outcome !== 'accepted') return ''
    const { conversationId, originatorConversationId } = told
    return fields(title, {
      ConversationID: conversationId,
      OriginatorConversationID: originatorConversationId,
    })
  }
}

// Of a status question the other id may be that of the payment asked after (reference §19).
function fits(
  told: Submission<AsyncAccepted>,
  message: { kind: string; conversationId?: string | undefined },
): boolean {
  if (told.outcome !== 'accepted') return false
  return message.conversationId === told.conversationId
}
