import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { type Clock, systemClock } from '../clock.ts'
import type { DarajaFetch } from '../http/http.ts'

/** What the command line takes from and gives to the world. */
export type CliIo = {
  env: { readonly [name: string]: string | undefined }
  out(text: string): void
  err(text: string): void
  fetch: DarajaFetch
  clock: Clock
  random(): number
  newId(): string
  /** True where standard input is a person, who would see what is typed. */
  isTerminal: boolean
  /** The bytes of a file; `-` is standard input. */
  read(path: string): Promise<Uint8Array>
}

/** The machine's own. */
export function systemIo(): CliIo {
  return {
    env: process.env,
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    fetch: (url, init) => fetch(url, init),
    clock: systemClock,
    random: () => Math.random(),
    newId: () => randomUUID(),
    isTerminal: process.stdin.isTTY === true,
    read: (path) => (path === '-' ? buffer(process.stdin) : readFile(path)),
  }
}
