import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartProblem } from '../errors.ts'

/** The folder of this copy of Hazina. */
export const cloneDirectory = fileURLToPath(new URL('../../../../', import.meta.url))

export const envFile = join(cloneDirectory, '.env')

/**
 * The installation's own key material, made on the first use and kept where only this user reads it.
 * @throws StartProblem when the data directory cannot be written or the file was damaged
 */
export function installationSecret(
  dataDirectory: string,
  randomBytes: (count: number) => Buffer,
): Buffer {
  const file = join(dataDirectory, 'secret')
  const found = readSecret(file)
  if (found !== undefined) return found
  try {
    mkdirSync(dataDirectory, { recursive: true })
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
  } catch (error) {
    // Two first starts at once: the other one's secret is as good.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new StartProblem(
        `Cannot write ${file}: give this user the right to write there, or name another folder with HAZINA_DATA_DIR.`,
      )
    }
  }
  const made = readSecret(file)
  if (made === undefined)
    throw new StartProblem(`Cannot read ${file}: give this user the right to read it.`)
  return made
}

function readSecret(file: string): Buffer | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StartProblem(`Cannot read ${file}: give this user the right to read it.`)
  }
  const secret = Buffer.from(text.trim(), 'base64')
  if (secret.length >= 32) return secret
  throw new StartProblem(`${file} is damaged: remove it, and everybody signs in again.`)
}
