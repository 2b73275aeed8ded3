import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { patienceMs } from '../setup/browser.ts'
import { newMsisdn, pageUrl, shop, simulatorStage } from './simulator-stage.ts'

const { simulator, application, visitor } = simulatorStage()

test('an operator sees a request and its callback, and sends the callback twice more', async () => {
  const msisdn = newMsisdn()
  const { page } = await visitor({ screen: 'desktop' })
  await push(page, { msisdn, amount: 70 })
  const paid = await received(1)
  const id = checkoutRequestId(paid)

  await openSection(page, 'Requests and callbacks')
  await page.getByRole('searchbox').fill(id)
  const rows = page.getByRole('list', { name: 'Requests and callbacks' })
  await expect.poll(() => rows.getByRole('link').count(), { timeout: patienceMs }).toBe(2)
  await rows.getByRole('link', { name: /STK push/ }).click()
  const detail = page.getByRole('article')
  await detail.getByText('/mpesa/stkpush/v1/processrequest').waitFor()
  await detail.getByText('"CustomerMessage"').waitFor()
  // What signs a request is nobody's to read.
  expect(await detail.textContent()).not.toContain('bfb279f9')
  await rows.getByRole('link', { name: /Callback/ }).click()
  await detail.getByText('"MpesaReceiptNumber"').waitFor()

  await detail.getByRole('button', { name: 'Duplicate …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('How many copies').fill('2')
  await dialog.getByRole('button', { name: 'Duplicate' }).click()
  await page.getByText('The callback was duplicated.').waitFor()
  expect(await received(3)).toEqual(paid)
})

test('an operator drops a callback, and it never comes', async () => {
  const msisdn = newMsisdn()
  const { page } = await visitor({ screen: 'desktop' })
  simulator().faults.add('callback-delayed', { phone: msisdn, delayMs: 60_000, times: 1 })
  const before = application().received.length
  await push(page, { msisdn, amount: 80 })
  await openSection(page, 'Callbacks')
  await page.getByRole('list', { name: 'Callbacks' }).getByRole('link').first().click()
  const detail = page.getByRole('article')
  await detail.getByRole('button', { name: 'Drop it' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Drop it' }).click()
  await page.getByText('No callback waits to be sent.').waitFor()
  await page.getByRole('button', { name: '+1 hour' }).click()
  await page.getByText('1 h ahead').waitFor()
  expect(application().received.length).toBe(before)
})

test('a delayed callback comes when the operator skips an hour', async () => {
  const msisdn = newMsisdn()
  const { page } = await visitor({ screen: 'desktop' })
  simulator().faults.add('callback-delayed', { phone: msisdn, delayMs: 3_000_000, times: 1 })
  const before = application().received.length
  await push(page, { msisdn, amount: 90 })
  await page.getByRole('button', { name: '+1 hour' }).click()
  await received(before + 1)
})

test('an operator downloads the statement of an organisation in both formats', async () => {
  const msisdn = newMsisdn()
  simulator().subscribers.create({ phone: msisdn, name: 'Nafula' })
  simulator().phones.payBill({
    phone: msisdn,
    business: shop,
    account: 'RENT',
    amount: 1_500,
    pin: '1234',
  })
  const { page } = await visitor()
  await page.goto(pageUrl(simulator(), `/operator#/organisations/${shop}/statement`))
  await page.getByText('Ksh 1,500.00').first().waitFor()
  const csv = await downloadOf(page, 'Download as CSV')
  expect(csv.suggestedFilename()).toBe(`statement-${shop}.csv`)
  const text = await readFile(await csv.path(), 'utf8')
  expect(text).toContain('Receipt No.,Completion Time,Initiation Time,Details')
  expect(text).toContain('RENT')
  const workbook = await readFile(await (await downloadOf(page, 'Download as Excel')).path())
  expect(workbook.subarray(0, 2).toString()).toBe('PK')
})

test('an operator tops up an organisation, and the books still balance', async () => {
  const { page } = await visitor()
  const { utility } = simulator().organisations.get(shop)?.balances ?? { utility: 0 }
  await page.goto(pageUrl(simulator(), `/operator#/organisations/${shop}`))
  await page.getByRole('button', { name: 'Top up …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Account').selectOption('utility')
  await dialog.getByLabel('Amount in Ksh').fill('250.50')
  await dialog.getByRole('button', { name: 'Top up' }).click()
  await page.getByText('The money has moved.').waitFor()
  expect(simulator().organisations.get(shop)?.balances.utility).toBe(utility + 250.5)
  await page.goto(pageUrl(simulator(), '/operator#/books'))
  await page.getByRole('heading', { name: 'The books balance' }).waitFor()
  await page.getByRole('button', { name: 'Check all history' }).click()
  await page.getByText('Every transaction that ever was').waitFor()
})

test('what cannot be done is said in the dialog, and nothing happens', async () => {
  const { page } = await visitor({ provokes: [/^409 .*\/move$/, /^400 .*\/move$/] })
  const before = simulator().organisations.get(shop)?.balances
  await page.goto(pageUrl(simulator(), `/operator#/organisations/${shop}`))
  await page.getByRole('button', { name: 'Move …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount in Ksh').fill('999999999')
  await dialog.getByRole('button', { name: 'Move' }).click()
  await expect.poll(() => dialog.getByRole('alert').textContent()).not.toBe('')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(simulator().organisations.get(shop)?.balances).toEqual(before)
})

test('a locked initiator is unlocked with one button', async () => {
  simulator().organisations.setInitiator(shop, 'testapi', { state: 'locked' })
  const { page } = await visitor()
  await page.goto(pageUrl(simulator(), `/operator#/organisations/${shop}/initiators`))
  await page.getByRole('button', { name: 'Unlock' }).click()
  await page.getByRole('button', { name: 'Lock', exact: true }).waitFor()
  const [initiator] = simulator().organisations.get(shop)?.initiators ?? []
  expect(initiator?.state).toBe('active')
})

test('the security credential of the page is one that Daraja can read', async () => {
  const { page } = await visitor()
  await page.goto(pageUrl(simulator(), '/operator#/credentials'))
  await page.getByText('BEGIN CERTIFICATE').waitFor()
  await page.getByRole('button', { name: 'Make the credential' }).click()
  const made = page.getByRole('region', { name: 'the security credential' })
  expect((await made.textContent())?.length).toBe(344)
})

test('the list waits while somebody points at it, and says that there is more', async () => {
  const { page } = await visitor({ screen: 'desktop' })
  await page.goto(pageUrl(simulator(), '/operator#/traffic'))
  await page.getByText('Newest first, live').waitFor()
  const rows = page.getByRole('list', { name: 'Requests and callbacks' })
  simulator().messages.deliver({ to: newMsisdn(), from: 'HAZINA', text: 'first' })
  await rows.getByRole('link').first().hover()
  const first = await rows.getByRole('link').first().getAttribute('href')
  simulator().messages.deliver({ to: newMsisdn(), from: 'HAZINA', text: 'second' })
  await page.getByText('There is something newer').waitFor()
  expect(await rows.getByRole('link').first().getAttribute('href')).toBe(first)
  await page.getByRole('searchbox').hover()
  await page.getByText('Newest first, live').waitFor()
  expect(await rows.getByRole('link').first().getAttribute('href')).not.toBe(first)
})

test('thousands of events lead to a few fetches, and nothing on the page jumps', async () => {
  const { page } = await visitor({ screen: 'desktop' })
  await page.addInitScript(() => {
    const jumps: number[] = []
    Object.assign(globalThis, { jumps })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        jumps.push((entry as unknown as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(pageUrl(simulator(), '/operator#/traffic'))
  await page.locator('.link-live').waitFor()
  const msisdn = newMsisdn()
  let fetches = 0
  page.on('request', (request) => {
    if (request.url().includes('/simulator/traffic')) fetches += 1
  })
  for (let burst = 1; burst <= 20; burst++) {
    for (let count = 1; count <= 100; count++) {
      simulator().messages.deliver({ to: msisdn, from: 'HAZINA', text: `${burst} ${count}` })
    }
    await page.waitForTimeout(50)
  }
  const answer = await fetch(pageUrl(simulator(), '/simulator/traffic?limit=1'))
  const { items } = await answer.json()
  const first = page.getByRole('list', { name: 'Requests and callbacks' }).getByRole('link').first()
  await expect
    .poll(() => first.getAttribute('href'), { timeout: patienceMs })
    .toContain(`/${items[0].id}`)
  expect(fetches).toBeLessThan(20)
  const jumps = await page.evaluate(() => (globalThis as unknown as { jumps: number[] }).jumps)
  expect(jumps.reduce((sum, jump) => sum + jump, 0)).toBeLessThan(0.1)
})

test('a scenario is played for one phone, and the page says what to do now', async () => {
  const msisdn = newMsisdn()
  const { page } = await visitor()
  await page.goto(pageUrl(simulator(), '/operator#/time'))
  await page.getByRole('button', { name: 'Play “Paid, but the callback is lost”' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Phone').fill(msisdn)
  await dialog.getByRole('button', { name: 'Play' }).click()
  await page.getByText('Now: Send a push to this phone').waitFor()
  expect(JSON.stringify(simulator().faults.get())).toContain(msisdn)
  await page.goto(pageUrl(simulator(), '/operator#/trouble'))
  await page.getByRole('button', { name: 'Turn all off' }).click()
  await page.getByText('All is well').waitFor()
  expect(simulator().faults.get()).toEqual({})
})

test('chaos is chosen by name and seed, and what behaves otherwise stays so', async () => {
  const { page } = await visitor()
  await page.goto(pageUrl(simulator(), '/operator#/trouble'))
  await page.getByLabel('Profile').selectOption('Twice')
  await page.getByLabel('Seed').fill('7')
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByText('The chaos is set.').waitFor()
  expect(simulator().chaos.get()).toMatchObject({ profile: 'twice', seed: '7' })
  await page.getByRole('button', { name: 'Stop the chaos' }).click()
  await page.getByText('The chaos has stopped.').waitFor()
  expect(simulator().chaos.get().profile).toBe('calm')
  await page.getByLabel('Callbacks mask the phone number').check()
  await page.getByText('Saved').waitFor()
  await page.reload()
  await page.getByLabel('Callbacks mask the phone number').waitFor()
  expect(await page.getByLabel('Callbacks mask the phone number').isChecked()).toBe(true)
})

test('a snapshot that was downloaded puts everything back as it was', async () => {
  const msisdn = newMsisdn()
  simulator().subscribers.create({ phone: msisdn, name: 'Wekesa', balance: 777 })
  const { page } = await visitor()
  await page.goto(pageUrl(simulator(), '/operator#/books'))
  const snapshot = await (await downloadOf(page, 'Download a snapshot')).path()
  simulator().subscribers.update(msisdn, { balance: 1, name: 'Somebody else' })

  await page.getByRole('button', { name: 'Put a snapshot back …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Snapshot file').setInputFiles(snapshot)
  await dialog.getByRole('button', { name: 'Put a snapshot back' }).click()
  await page.getByText('The snapshot was put back.').waitFor()
  expect(simulator().subscribers.get(msisdn)).toMatchObject({ name: 'Wekesa', balance: 777 })

  await page.getByRole('button', { name: 'Start from nothing …' }).click()
  await dialog.getByRole('button', { name: 'Start from nothing' }).click()
  await page.getByText('Everything is new.').waitFor()
  expect(simulator().subscribers.get(msisdn)).toBeUndefined()
})

/** Sends a push from the start page and pays it behind the scenes. */
async function push(
  page: Page,
  { msisdn, amount }: { msisdn: string; amount: number },
): Promise<void> {
  simulator().subscribers.create({ phone: msisdn, autoAnswer: 'pay' })
  await page.goto(pageUrl(simulator(), '/operator'))
  await page.getByLabel('Phone', { exact: true }).fill(msisdn)
  await page.getByLabel('Amount in Ksh').fill(String(amount))
  await page.getByLabel('Callback URL').fill(application().callbackUrl)
  await page.getByRole('button', { name: 'Send the push' }).click()
  await page.getByText('The prompt is on its way to the phone.').waitFor()
  await expect
    .poll(() => simulator().subscribers.get(msisdn)?.balance, { timeout: patienceMs })
    .toBe(5_000 - amount)
}

async function openSection(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Sections' })
  await menu.getByRole('link', { name, exact: true }).click()
}

/** The newest callback, once so many have come. */
async function received(count: number): Promise<Record<string, unknown>> {
  await expect
    .poll(() => application().received.length, { timeout: patienceMs })
    .toBeGreaterThanOrEqual(count)
  return application().received.at(-1) ?? {}
}

function checkoutRequestId(callback: Record<string, unknown>): string {
  return /ws_CO_\d+/.exec(JSON.stringify(callback))?.[0] ?? ''
}

async function downloadOf(page: Page, name: string): Promise<Download> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).click(),
  ])
  return download
}
