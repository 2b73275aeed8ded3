import type { Command } from 'commander'
import type { StkPushInput } from '../apis/stk-push.ts'
import type { StkQueryOutcome } from '../apis/stk-query.ts'
import { explainResult } from '../codes/result-codes.ts'
import { maskMsisdn } from '../msisdn.ts'
import { sandbox } from '../sandbox.ts'
import type { ExitCode } from './exit-codes.ts'
import type { CliIo } from './io.ts'
import { fields, report } from './report.ts'
import { clientOf, type GlobalOptions, hostOf, needed, phoneOf, wholeNumber } from './settings.ts'
import { addWaitOptions, sendAndWait, type WaitOptions } from './wait.ts'

type BusinessOptions = GlobalOptions & { shortcode?: string; passkey?: string }
type StkOptions = BusinessOptions &
  WaitOptions & { till?: string; reference: string; description: string }

/** `daraja stk` and `daraja query`. */
export function addStkCommands(
  program: Command,
  io: CliIo,
  end: (code: Promise<ExitCode>) => Promise<void>,
): void {
  const stk = program
    .command('stk')
    .description('ask a phone to pay; accepted means that the prompt is on its way, not paid')
    .argument('<phone>', 'who pays, as people write it')
    .argument('<amount>', 'whole shillings')
    .option('--till <number>', 'pay to this till; --shortcode is its head office then')
    .option('--reference <text>', 'shown to the payer, at most 12 characters', 'TEST')
    .option('--description <text>', 'at most 13 characters', 'Payment')
  addWaitOptions(addBusinessOptions(stk)).action(
    (phone: string, amount: string, _: object, command: Command) =>
      end(push({ phone, amount }, command.optsWithGlobals(), io)),
  )
  const query = program
    .command('query')
    .description('ask what became of a prompt')
    .argument('<checkoutRequestId>', 'what "daraja stk" printed')
  addBusinessOptions(query).action((id: string, _: object, command: Command) =>
    end(ask(id, command.optsWithGlobals(), io)),
  )
}

function addBusinessOptions(command: Command): Command {
  return command
    .option('--shortcode <number>', 'the business (DARAJA_SHORTCODE; sandbox: its public one)')
    .option('--passkey <key>', 'its passkey (DARAJA_PASSKEY; sandbox: its public one)')
}

function push(
  typed: { phone: string; amount: string },
  options: StkOptions,
  io: CliIo,
): Promise<ExitCode> {
  const { shortcode, passkey } = businessOf(options, io)
  const { till, reference: accountReference, description } = options
  const msisdn = phoneOf(typed.phone)
  const amount = wholeNumber(typed.amount, 'amount')
  const business: StkPushInput['business'] =
    till === undefined
      ? { type: 'paybill', number: shortcode }
      : { type: 'till', number: till, headOffice: shortcode }
  const daraja = clientOf(options, io)
  const order = { business, passkey, amount, msisdn, accountReference, description }
  return sendAndWait(options, io, {
    send: (callbackUrl) => daraja.stkPush({ ...order, callbackUrl }),
    words: (told) => {
      if (told.outcome !== 'accepted') return ''
      return fields(`Accepted: the prompt is on its way to ${maskMsisdn(msisdn)}. Not paid yet.`, {
        CheckoutRequestID: told.checkoutRequestId,
        MerchantRequestID: told.merchantRequestId,
        'Ask how it ended': `daraja query ${told.checkoutRequestId}`,
      })
    },
    fits: (told, message) =>
      message.kind === 'stk' &&
      told.outcome === 'accepted' &&
      message.checkoutRequestId === told.checkoutRequestId,
  })
}

async function ask(
  checkoutRequestId: string,
  options: BusinessOptions,
  io: CliIo,
): Promise<ExitCode> {
  const daraja = clientOf(options, io)
  const told = await daraja.stkQuery({ ...businessOf(options, io), checkoutRequestId })
  return report(told, io, { json: options.json, words: queryWords })
}

function queryWords(told: StkQueryOutcome): string {
  switch (told.outcome) {
    case 'paid':
      return 'Paid. The receipt comes with the callback only.'
    case 'failed': {
      const { meaning, en, sw } = explainResult(told.resultCode, 'stk')
      const facts = { Said: told.resultDesc, Meaning: meaning, English: en, Kiswahili: sw }
      return fields(`Failed with result ${told.resultCode}.`, facts)
    }
    case 'pending':
      return 'Pending: ask again in some seconds.'
    case 'limited':
      return `Too many questions: ask again in ${Math.ceil(told.retryAfterMs / 1000)} s.`
    case 'unknown':
      return ''
  }
}

function businessOf(options: BusinessOptions, io: CliIo): { shortcode: string; passkey: string } {
  const { kind } = hostOf(options, io)
  const known = kind === 'sandbox' || kind === 'loopback' ? sandbox : undefined
  const shortcode = {
    flag: '--shortcode',
    variable: 'DARAJA_SHORTCODE',
    fallback: known?.shortcode,
  }
  const passkey = { flag: '--passkey', variable: 'DARAJA_PASSKEY', fallback: known?.passkey }
  return {
    shortcode: needed(options.shortcode, shortcode, io),
    passkey: needed(options.passkey, passkey, io),
  }
}
