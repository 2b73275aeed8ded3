import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { createSimulator, StateFileError } from '../src/index.ts'
import { leaveLockOfTheDead } from './harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'hazina-simulator-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const newFile = () => join(folder, `state-${++files}.jsonl`)

const index = fileURLToPath(new URL('../src/index.ts', import.meta.url))

/** Another process with a simulator on this file; it has subscribers as soon as it says `ready`. */
async function startElsewhere(stateFile: string) {
  const script = `
    const { createSimulator } = await import(${JSON.stringify(index)})
    const simulator = await createSimulator({ stateFile: ${JSON.stringify(stateFile)} })
    simulator.subscribers.create({ phone: '0711000222' })
    console.log('ready')
    setInterval(() => undefined, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

test('a second simulator is told in one sentence which process has the file; after its death it may', async () => {
  const stateFile = newFile()
  const child = await startElsewhere(stateFile)
  const opening = createSimulator({ stateFile })
  await expect(opening).rejects.toThrow(StateFileError)
  await expect(opening).rejects.toThrow(`${stateFile} is in use by the process ${child.pid}: end`)
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  expect(existsSync(`${stateFile}.lock`)).toBe(true)
  const after = await createSimulator({ stateFile })
  expect(after.subscribers.get('0711000222')).toBeDefined()
  await after.close()
  expect(existsSync(`${stateFile}.lock`)).toBe(false)
})

test('two in one process are two as well, and the first is not disturbed', async () => {
  const stateFile = newFile()
  const first = await createSimulator({ stateFile })
  await expect(createSimulator({ stateFile })).rejects.toThrow('is in use by this process')
  first.subscribers.create({ phone: '0711000222' })
  await first.close()
  const second = await createSimulator({ stateFile })
  expect(second.subscribers.list()).toHaveLength(1)
  await second.close()
})

test.skipIf(process.platform !== 'linux')(
  'a lock whose number another process has now is taken over',
  async () => {
    const stateFile = newFile()
    writeFileSync(`${stateFile}.lock`, JSON.stringify({ pid: process.pid, began: 'long ago' }))
    const simulator = await createSimulator({ stateFile })
    const lock = JSON.parse(readFileSync(`${stateFile}.lock`, 'utf8'))
    expect(lock).toMatchObject({ pid: process.pid, began: expect.not.stringContaining('long ago') })
    await simulator.close()
  },
)

test.each([
  ['of the dead', (file: string) => leaveLockOfTheDead(file)],
  ['that was torn', (file: string) => writeFileSync(`${file}.lock`, '{"pi')],
  ['that is empty', (file: string) => writeFileSync(`${file}.lock`, '')],
])('a lock %s is taken over', async (_what, leave) => {
  const stateFile = newFile()
  leave(stateFile)
  const simulator = await createSimulator({ stateFile })
  await simulator.close()
})

test('a simulator that could not start leaves no lock', async () => {
  const stateFile = newFile()
  const subscribers = [{ phone: 'nobody' }]
  await expect(createSimulator({ stateFile, subscribers })).rejects.toThrow('“nobody”')
  expect(existsSync(`${stateFile}.lock`)).toBe(false)
})
