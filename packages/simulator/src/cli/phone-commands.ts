import type { Command } from 'commander'
import type { Message, Prompt, Subscriber } from '../control/control.ts'
import type { PromptOutcome } from '../phones/prompts.ts'
import { CommandProblem } from './problem.ts'
import { addUrlOption, ask, print, printJson } from './remote.ts'
import { shillings, table } from './table.ts'

type Remote = { url: string; json?: true }

export function addPhoneCommands(program: Command): void {
  const phones = addUrlOption(program.command('phones'))
    .description('the phones, or one of them with its messages')
    .argument('[phone]', 'one phone, in any Kenyan spelling')
    .option('--json', 'print what the simulator answered')
    .action((phone: string | undefined, options: Remote) =>
      phone === undefined ? listPhones(options) : showPhone(phone, options),
    )
  addUrlOption(phones.command('add <phone>'))
    .description('a new phone with money')
    .option('--name <name>', 'whose it is')
    .option('--balance <shillings>', 'what is on it', shillingsTyped)
    .option('--pin <pin>', 'four digits')
    .option('--language <language>', 'en or sw')
    .action(addPhone)
  addPayCommand(program)
}

type PayOptions = Remote & {
  pin?: string
  decline?: true
  paybill?: string
  till?: string
  account?: string
  amount?: number
}

function addPayCommand(program: Command): void {
  addUrlOption(program.command('pay <phone>'))
    .description('type the PIN into the prompt on a phone, or pay a PayBill or till from its menu')
    .option('--pin <pin>', 'this PIN instead of the right one')
    .option('--decline', 'cancel the prompt')
    .option('--paybill <number>', 'pay this PayBill from the menu')
    .option('--till <number>', 'pay this till from the menu')
    .option('--account <account>', 'account number of the PayBill')
    .option('--amount <shillings>', 'whole shillings', shillingsTyped)
    .option('--json', 'print what the simulator answered')
    .action((phone: string, options: PayOptions) => pay(phone, options))
}

async function listPhones({ url, json }: Remote): Promise<void> {
  const subscribers = await ask<Subscriber[]>(url, 'GET', '/simulator/subscribers')
  if (json === true) return printJson(subscribers)
  if (subscribers.length === 0) return print('There are no phones yet.')
  const rows = subscribers.map(({ msisdn, name, balance, state, prompt }) => [
    msisdn,
    name,
    shillings(balance),
    state,
    prompt === null ? '' : promptLine(prompt),
  ])
  print(table([['PHONE', 'NAME', 'BALANCE', 'STATE', 'PROMPT'], ...rows]))
}

async function showPhone(phone: string, { url, json }: Remote): Promise<void> {
  const path = `/simulator/subscribers/${encodeURIComponent(phone)}`
  const subscriber = await ask<Subscriber>(url, 'GET', path)
  if (json === true) return printJson(subscriber)
  const { msisdn, name, balance, state, pin, prompt } = subscriber
  print(`${msisdn}  ${name}  ${shillings(balance)}  ${state}  PIN ${pin}`)
  if (prompt !== null) print(`Asks: ${prompt.text}`)
  for (const message of await ask<Message[]>(url, 'GET', `${path}/messages`)) {
    print(`${message.receivedAt}  ${message.from}: ${message.text}`)
  }
}

async function addPhone(
  phone: string,
  { url, ...given }: Remote & { name?: string; balance?: number; pin?: string; language?: string },
): Promise<void> {
  const made = await ask<Subscriber>(url, 'POST', '/simulator/subscribers', { phone, ...given })
  print(`${made.msisdn} is ${made.name}, with ${shillings(made.balance)} and the PIN ${made.pin}.`)
}

async function pay(phone: string, options: PayOptions): Promise<void> {
  const { url, json, pin, decline, paybill, till } = options
  if (paybill !== undefined || till !== undefined) return payFromMenu(phone, options)
  const path = decline === true ? '/simulator/decline' : '/simulator/pay'
  const body = { phone, ...(pin === undefined || decline === true ? {} : { pin }) }
  const outcome = await ask<PromptOutcome>(url, 'POST', path, body)
  if (json === true) printJson(outcome)
  else print(`${outcome.resultCode}: ${outcome.resultDesc}`)
}

async function payFromMenu(phone: string, options: PayOptions): Promise<void> {
  const { url, json, paybill, till, account, amount } = options
  if (amount === undefined) throw new CommandProblem('Say how much with --amount.', 2)
  if (paybill !== undefined && account === undefined) {
    throw new CommandProblem('A PayBill needs an account: say it with --account.', 2)
  }
  const of = `/simulator/phones/${encodeURIComponent(phone)}`
  const pin = options.pin ?? (await pinOf(url, phone))
  const outcome =
    paybill === undefined
      ? await ask<MenuAnswer>(url, 'POST', `${of}/buy-goods`, { till, amount, pin })
      : await ask<MenuAnswer>(url, 'POST', `${of}/pay-bill`, {
          business: paybill,
          account,
          amount,
          pin,
        })
  if (json === true) printJson(outcome)
  else print(outcome.text)
}

type MenuAnswer = { accepted: boolean; receipt?: string; text: string }

async function pinOf(url: string, phone: string): Promise<string> {
  const path = `/simulator/subscribers/${encodeURIComponent(phone)}`
  return (await ask<Subscriber>(url, 'GET', path)).pin
}

function promptLine({ amount, business, account }: Prompt): string {
  return `${shillings(amount)} to ${business} for ${account}`
}

function shillingsTyped(typed: string): number {
  const amount = Number(typed)
  if (typed.trim() !== '' && Number.isFinite(amount) && amount >= 0) return amount
  throw new CommandProblem(`“${typed}” is no amount in shillings.`, 2)
}
