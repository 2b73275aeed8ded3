import type { Command } from 'commander'
import { CommandProblem } from './problem.ts'

/** Where a simulator is expected when nothing else is said. */
export const defaultUrl = 'http://127.0.0.1:5001'

/** The option of every command that talks to a running simulator. */
export function addUrlOption(command: Command): Command {
  return command.option(
    '--url <url>',
    'address of the running simulator (or DARAJA_SIMULATOR_URL)',
    process.env.DARAJA_SIMULATOR_URL || defaultUrl,
  )
}

/** Asks the control API of a running simulator. @throws CommandProblem with its sentence, or when nobody answers. */
export async function ask<T>(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await call(url, method, path, body)
  return (await answer.json()) as T // the simulator's own JSON
}

/** The same, for what is no JSON. */
export async function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const isText = typeof body === 'string'
  const answer = await reach(url, path, {
    method,
    ...(body === undefined
      ? {}
      : {
          body: isText ? body : JSON.stringify(body),
          headers: { 'content-type': isText ? 'application/jsonl' : 'application/json' },
        }),
  })
  if (answer.ok) return answer
  throw new CommandProblem(
    (await sentenceOf(answer)) ?? `The simulator refused (${answer.status}).`,
  )
}

async function reach(url: string, path: string, init: RequestInit): Promise<Response> {
  if (!URL.canParse(path, url)) throw new CommandProblem(`“${url}” is no address.`, 2)
  try {
    return await fetch(new URL(path, url), init)
  } catch {
    throw new CommandProblem(
      `No simulator answers at ${url}: start one with “daraja-simulator start”, or say where it is with --url.`,
    )
  }
}

async function sentenceOf(answer: Response): Promise<string | undefined> {
  try {
    const { message }: { message?: unknown } = JSON.parse(await answer.text())
    return typeof message === 'string' ? message : undefined
  } catch {
    // The status says it.
    return undefined
  }
}

/** Indented JSON on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

/** One line on standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** JSON that was typed. @throws CommandProblem */
export function parseTyped(text: string, example: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandProblem(`That is not JSON: quote it, as in '${example}'.`, 2)
  }
}
