import type { Command } from 'commander'
import type { ChaosSettings } from '../chaos/chaos.ts'
import type { ChaosProfile } from '../chaos/profiles.ts'
import type { FaultDescription, FaultSettings } from '../faults/faults.ts'
import type { ScenarioOutcome } from '../scenarios/run-scenario.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { addUrlOption, ask, parseTyped, print, printJson } from './remote.ts'
import { table } from './table.ts'
import { typedChaos } from './typed-chaos.ts'

export function addFaultCommands(program: Command): void {
  addUrlOption(program.command('faults [json]'))
    .description('show the faults that are on, or set them; {} switches all off')
    .option('--add', 'add them to those that are on')
    .option('--list', 'tell what there is')
    .action(faults)
  addUrlOption(program.command('chaos [profile|json]'))
    .description('show what goes wrong by itself, or choose it')
    .option('--seed <seed>', 'begin the draws anew from this seed')
    .option('--list', 'tell what there is')
    .action(chaos)
  addUrlOption(program.command('scenario [name]'))
    .description('list what can be tried, or try one')
    .option('--phone <phone>', 'the customer')
    .option('--shortcode <number>', 'the organisation')
    .option('--amount <shillings>', 'whole shillings', Number)
    .option('--account <account>', 'what the customer types')
    .action(scenario)
}

async function faults(
  json: string | undefined,
  { url, add, list }: { url: string; add?: true; list?: true },
): Promise<void> {
  if (list === true) {
    const all = await ask<FaultDescription[]>(url, 'GET', '/simulator/faults/catalogue')
    return print(table([['FAULT', 'WHAT HAPPENS'], ...all.map((one) => [one.name, one.sentence])]))
  }
  if (json === undefined) {
    return printJson(await ask<FaultSettings>(url, 'GET', '/simulator/faults'))
  }
  const settings = parseTyped(json, '{"callback-dropped":{"times":1}}')
  printJson(await ask(url, add === true ? 'POST' : 'PUT', '/simulator/faults', settings))
}

async function chaos(
  typed: string | undefined,
  { url, seed, list }: { url: string; seed?: string; list?: true },
): Promise<void> {
  if (list === true) {
    const all = await ask<ChaosProfile[]>(url, 'GET', '/simulator/chaos/profiles')
    return print(table([['CHAOS', ''], ...all.map((one) => [one.name, one.sentence.en])]))
  }
  if (typed === undefined) {
    return printJson(await ask<ChaosSettings>(url, 'GET', '/simulator/chaos'))
  }
  const wanted = { ...typedChaos(typed), ...(seed === undefined ? {} : { seed }) }
  printJson(await ask(url, 'PUT', '/simulator/chaos', wanted))
}

async function scenario(
  name: string | undefined,
  { url, ...told }: { url: string } & Record<string, unknown>,
): Promise<void> {
  if (name === undefined) {
    const all = await ask<Scenario[]>(url, 'GET', '/simulator/scenarios')
    const rows = all.map((one) => [one.name, one.title.en])
    return print(table([['SCENARIO', 'WHAT HAPPENS'], ...rows]))
  }
  const path = `/simulator/scenarios/${encodeURIComponent(name)}`
  print((await ask<ScenarioOutcome>(url, 'POST', path, told)).next.en)
}
