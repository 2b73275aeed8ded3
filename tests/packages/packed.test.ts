import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openBrowser, patienceMs, type TestBrowser } from '../setup/browser.ts'
import { type EmptyProject, openEmptyProject, type Program } from './empty-project.ts'

const opened = new AsyncDisposableStack()
const received: { path: string; body: string }[] = []
let project: EmptyProject
let browser: TestBrowser
/** The address of the application of the READMEs. */
let application = ''

beforeAll(async () => {
  project = opened.use(await openEmptyProject())
  browser = opened.use(await openBrowser())
  application = await openApplication()
}, 300_000)
afterAll(() => opened.disposeAsync())

test('the ten lines of the READMEs: a push is paid on the page of phones, a B2C comes by SMS', async () => {
  const simulator = await startSimulator()
  const app = await startApplicationOfReadme(simulator.url, '0708 374 149')
  expect(await app.line()).toMatch(/^accepted ws_CO_\d+$/)
  expect(await app.line()).toBe('accepted')

  const { page } = await browser.visit()
  await page.goto(`${simulator.url}/#/254708374149`)
  await page.getByText('Ksh100').first().waitFor()
  await page.getByLabel('Enter M-PESA PIN').pressSequentially('1234')
  await page.keyboard.press('Enter')
  // The README orders four copies of the first callback.
  await vi.waitFor(() => expect(to('/hooks/stk/9f3c')).toHaveLength(4), { timeout: patienceMs })
  expect(to('/hooks/stk/9f3c')[0]).toContain('"ResultCode":0')
  await vi.waitFor(() => expect(to('/result')).toHaveLength(1), { timeout: patienceMs })

  await page.goto(`${simulator.url}/#/254708374149/messages/MPESA`)
  const sms = page.getByRole('list', { name: 'Messages from MPESA' })
  await sms.getByText(/Ksh450\.00 from/).waitFor()
  await sms.getByText(/Ksh100\.00 sent to/).waitFor()
})

test('the simulator of the README pays the prompt of its own subscriber by itself', async () => {
  const simulator = await startSimulator()
  const app = await startApplicationOfReadme(simulator.url, '0712 345 678')
  expect(await app.line()).toMatch(/^accepted ws_CO_\d+$/)
  const lines = [await simulator.program.line()]
  while (lines.at(-1) !== '}') lines.push(await simulator.program.line())
  expect(lines.join('\n')).toContain("resultCode: '0'")
})

test('both command lines run from the packages', async () => {
  expect(await project.run('npx', '--no-install', 'daraja', 'explain', '1032')).toContain(
    'You cancelled the request on your phone.',
  )
  expect(await project.run('npx', '--no-install', 'daraja-simulator', '--help')).toContain('start')
})

/** The lines of the simulator's README, on a free port and without a file, telling where they listen. */
async function startSimulator(): Promise<{ url: string; program: Program }> {
  const lines = await project.readmeBlock('@hazina/simulator', 0)
  const changed = replaced(lines, [
    ['port: 5001', 'port: 0'],
    ["{ stateFile: 'simulator.jsonl' }", '{}'],
  ])
  await project.write('simulator.js', `${changed}\nconsole.log(simulator.url)\n`)
  const program = project.start('simulator.js')
  opened.defer(() => program.stop())
  const url = new URL(await program.line())
  url.hostname = 'localhost' // the browser of the tests goes nowhere else
  return { url: url.origin, program }
}

/** The lines of the client's README and its B2C, with the values that a reader fills in. */
async function startApplicationOfReadme(simulatorUrl: string, phone: string): Promise<Program> {
  const push = replaced(await project.readmeBlock('@hazina/daraja', 0), [
    ['darajaHosts.sandbox', 'process.env.DARAJA_HOST'],
    ['https://pay.example.com', application],
    ['0708 374 149', phone],
  ])
  const b2c = replaced(await project.readmeBlock('@hazina/daraja', 1), [
    ["const certificate = 'sandbox'", 'const certificate = process.env.CERTIFICATE'],
  ])
  const filledIn = [
    'const password = process.env.PASSWORD',
    `const resultUrl = '${application}/result'`,
    `const queueTimeOutUrl = '${application}/timeout'`,
  ]
  await project.write(
    'application.js',
    [push, ...filledIn, b2c, 'console.log(sent.outcome)', ''].join('\n'),
  )
  const program = project.start('application.js', {
    DARAJA_HOST: simulatorUrl,
    KEY: 'key',
    SECRET: 'secret',
    PASSKEY: 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919',
    PASSWORD: 'Safaricom999!*!',
    CERTIFICATE: await (await fetch(`${simulatorUrl}/simulator/certificate`)).text(),
  })
  opened.defer(() => program.stop())
  return program
}

/** @throws Error when the README has no longer what is replaced. */
function replaced(text: string, changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`The README says no longer ${from}`)
    return changed.replace(from, to)
  }, text)
}

function to(path: string): string[] {
  return received.filter((one) => one.path === path).map(({ body }) => body)
}

async function openApplication(): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ path: request.url ?? '', body })
    response.end('{"ResultCode":0}')
  })
  opened.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}
