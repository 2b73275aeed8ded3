import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pictureFolder } from '../setup/screenshots.ts'
import { look, type Sight } from './look.ts'
import { newMsisdn, pageUrl, shop, simulatorStage } from './simulator-stage.ts'

const { simulator, application, visitor } = simulatorStage()

const everySight: readonly Sight[] = [
  { screen: 'phone', scheme: 'light' },
  { screen: 'phone', scheme: 'dark' },
  { screen: 'desktop', scheme: 'light' },
  { screen: 'desktop', scheme: 'dark' },
]
const oneOfEach: readonly Sight[] = [
  { screen: 'phone', scheme: 'light' },
  { screen: 'desktop', scheme: 'dark' },
]
// Another language changes only the words and how long they are.
const narrowest: readonly Sight[] = [{ screen: 'phone', scheme: 'dark' }]

function sightsOf(language: 'en' | 'sw'): readonly Sight[] {
  if (pictureFolder) return everySight
  return language === 'sw' ? narrowest : oneOfEach
}

const languages = [
  { language: 'en', locale: 'en-KE' },
  { language: 'sw', locale: 'sw-KE' },
] as const

test.each(languages)(
  'everybody can read every section of the operator’s side ($language)',
  async ({ language, locale }) => {
    const { exchange, callback, receipt } = await history()
    const { page } = await visitor({ locale })
    const lookAt = (name: string) => look(page, `${language}-operator-${name}`, sightsOf(language))
    for (const [name, route, landmark] of [
      ['start', 'start', '.facts .mono'],
      ['organisations', 'organisations', '.row'],
      ['organisation', `organisations/${shop}`, '.accounts'],
      ['organisation-details', `organisations/${shop}/details`, '.facts'],
      ['organisation-initiators', `organisations/${shop}/initiators`, '.initiators .card'],
      ['organisation-transactions', `organisations/${shop}/transactions`, '.row'],
      ['organisation-statement', `organisations/${shop}/statement`, '.row'],
      ['transactions', 'transactions', '.row'],
      ['transaction', `transactions/${receipt}`, '.detail .facts'],
      ['traffic', 'traffic', '.row'],
      ['exchange', `traffic/${exchange}`, '.detail .facts'],
      ['callbacks', 'callbacks', '.row'],
      ['callback', `callbacks/${callback}`, '.detail .facts'],
      ['trouble', 'trouble', '.behaviour select'],
      ['time', 'time', '.scenarios button'],
      ['books', 'books', '.sums td'],
      ['credentials', 'credentials', 'pre'],
    ] as const) {
      await open(page, `/operator#/${route}`, landmark)
      await lookAt(name)
    }
    await open(page, `/operator#/organisations/${shop}`, '.accounts')
    await page.locator('[data-key="settle"]').click()
    await lookAt('dialog')
  },
  300_000,
)

test.each(languages)(
  'everybody can read the phones with their menu and their troubles ($language)',
  async ({ language, locale }) => {
    const msisdn = newMsisdn()
    simulator().subscribers.create({ phone: msisdn, name: 'Zawadi Mumbua', language })
    simulator().phones.balance({ phone: msisdn, pin: '9999' })
    const { page } = await visitor({ locale })
    const lookAt = (name: string) => look(page, `${language}-sim-${name}`, sightsOf(language))
    await open(page, `/#/${msisdn}/mpesa`, '.menu-list')
    await lookAt('menu')
    await page.locator('[data-key=">lipa"]').click()
    await page.locator('[data-key="pay-bill"]').click()
    await page.locator('#menu-input').fill('12x')
    await page.keyboard.press('Enter')
    await page.locator('#menu-problem:not(:empty)').waitFor()
    await lookAt('step')
    for (const typed of [shop, 'INV-7', '250']) {
      await page.locator('#menu-input').fill(typed)
      await page.keyboard.press('Enter')
    }
    await page.locator('.menu-question strong').waitFor()
    await lookAt('confirm')
    await page.keyboard.press('Enter')
    await page.locator('.menu .pin-input').fill('12')
    await lookAt('pin')
    await page.locator('.menu .pin-input').fill('1234')
    await page.keyboard.press('Enter')
    await page.locator('.menu-result').waitFor()
    await lookAt('result')
    await open(page, `/#/${msisdn}/messages/MPESA`, '.bubble')
    await lookAt('messages')
    for (const state of ['out-of-coverage', 'suspended', 'pin-locked'] as const) {
      simulator().subscribers.update(msisdn, { state })
      await open(page, `/#/${msisdn}`, '.trouble')
      await lookAt(state)
    }
    simulator().subscribers.update(msisdn, { state: 'active', registered: false, simSwapped: true })
    await open(page, `/#/${msisdn}`, '.trouble')
    await lookAt('unregistered')
    await open(page, `/#/${msisdn}/settings`, '#phone select')
    await lookAt('settings')
    simulator().subscribers.update(msisdn, { state: 'off' })
    await open(page, `/#/${msisdn}`, '.home-off')
    await lookAt('off')
  },
  300_000,
)

test('both pages go from one language to the other, and remember it', async () => {
  const { page } = await visitor()
  await open(page, '/operator', '.facts .mono')
  await page.getByRole('button', { name: 'Kiswahili' }).click()
  await page.getByRole('heading', { name: 'Anza hapa' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('sw')
  await open(page, '/', '.link-live')
  await page.getByRole('button', { name: 'English' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('sw')
})

test('nothing on the operator’s side is out of reach of the keyboard', async () => {
  const { page } = await visitor({ screen: 'desktop' })
  await open(page, '/operator', '.facts .mono')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  await page.getByRole('link', { name: 'Transactions', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Transactions', level: 1 }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
})

/** Something of everything that the pages list. */
async function history(): Promise<{ exchange: number; callback: string; receipt: string }> {
  const payer = newMsisdn()
  simulator().subscribers.create({ phone: payer, name: 'Zawadi Mumbua' })
  const paid = simulator().phones.payBill({
    phone: payer,
    business: shop,
    account: 'INV-7',
    amount: 1_500,
    pin: '1234',
  })
  simulator().faults.add('callback-delayed', { delayMs: 3_600_000, times: 1 })
  const base = pageUrl(simulator(), '/')
  const ask = async (path: string, init?: RequestInit) => (await fetch(base + path, init)).json()
  const { access_token: token } = await ask('oauth/v1/generate?grant_type=client_credentials', {
    headers: { authorization: `Basic ${btoa('key:secret')}` },
  })
  await ask('mpesa/stkpush/v1/processrequest', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ CallBackURL: application().callbackUrl }),
  })
  const { items } = await ask('simulator/traffic')
  await delayedPush(token, ask)
  const waiting = await ask('simulator/callbacks')
  return {
    exchange: items[0].id,
    callback: waiting.items[0].id,
    receipt: paid.receipt ?? '',
  }
}

/** A push that was paid, whose callback waits for an hour. */
async function delayedPush(
  token: string,
  ask: (path: string, init?: RequestInit) => Promise<{ items: unknown[] }>,
): Promise<void> {
  const payer = newMsisdn()
  simulator().subscribers.create({ phone: payer, name: 'Barasa', autoAnswer: 'pay' })
  const timestamp = '20261123120000'
  const { passkey = '' } = simulator().organisations.get(shop) ?? {}
  await ask('mpesa/stkpush/v1/processrequest', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      BusinessShortCode: shop,
      Password: btoa(shop + passkey + timestamp),
      Timestamp: timestamp,
      TransactionType: 'CustomerPayBillOnline',
      Amount: 120,
      PartyA: payer,
      PartyB: shop,
      PhoneNumber: payer,
      CallBackURL: application().callbackUrl,
      AccountReference: 'INV-8',
      TransactionDesc: 'Rent',
    }),
  })
  await expect
    .poll(async () => (await ask('simulator/callbacks')).items.length, { timeout: 30_000 })
    .toBeGreaterThan(0)
}

async function open(page: Page, path: string, landmark: string): Promise<void> {
  // A change of the part behind # alone would not load the page anew.
  await page.goto('about:blank')
  await page.goto(pageUrl(simulator(), path))
  await page.locator(landmark).first().waitFor()
}
