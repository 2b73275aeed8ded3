import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { type Command, Option } from 'commander'
import { CommandProblem } from './problem.ts'
import { addUrlOption, call, print } from './remote.ts'

export function addExportCommand(program: Command): void {
  const group = program
    .command('export')
    .description('the statement of an organisation as the portal exports it, or the whole books')
  addUrlOption(group.command('statement <shortcode>'))
    .description('what came in and went out of an organisation')
    .addOption(new Option('--format <format>').choices(['csv', 'xlsx', 'json']).default('csv'))
    .option('--from <date>', 'from this day or instant on')
    .option('--to <date>', 'up to this day or instant')
    .option('-o, --output <file>', 'into this file instead of standard output')
    .action((shortcode: string, { url, output, ...query }: ExportOptions) => {
      const path = `/simulator/organisations/${encodeURIComponent(shortcode)}/statement`
      return save({ url, path, query, output })
    })
  addUrlOption(group.command('books'))
    .description('every entry of the double-entry books')
    .addOption(new Option('--format <format>').choices(['csv', 'jsonl']).default('csv'))
    .option('-o, --output <file>', 'into this file instead of standard output')
    .action(({ url, output, ...query }: ExportOptions) =>
      save({ url, path: '/simulator/books/export', query, output }),
    )
}

type ExportOptions = { url: string; format: string; from?: string; to?: string; output?: string }

async function save(wanted: {
  url: string
  path: string
  query: Readonly<Record<string, string>>
  output: string | undefined
}): Promise<void> {
  const { url, path, query, output } = wanted
  if (query.format === 'xlsx' && output === undefined && process.stdout.isTTY) {
    throw new CommandProblem('A spreadsheet cannot be shown here: name a file with --output.', 2)
  }
  const answer = await call(url, 'GET', `${path}?${new URLSearchParams(query)}`)
  // Node's fetch gives Node's own stream, under the name that browsers have for it.
  const body = Readable.fromWeb((answer.body ?? new Blob([]).stream()) as ReadableStream)
  if (output === undefined) return pipeline(body, process.stdout, { end: false })
  await writeTo(output, body)
  print(`Written to ${output}.`)
}

async function writeTo(file: string, body: Readable): Promise<void> {
  try {
    await pipeline(body, createWriteStream(file))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandProblem(`${file} could not be written: ${reason}.`)
  }
}
