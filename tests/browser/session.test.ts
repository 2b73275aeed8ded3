import { expect, test } from 'vitest'
import { endAllSessions } from '../../packages/server/src/auth/sessions.ts'
import { formatWholeKes } from '../../packages/web/src/lib/format.ts'
import { lastCode, stage } from './stage.ts'
import { amountField, askForCode } from './steps.ts'

const { system, stranger, customer } = stage()

test('a wrong code is refused in words, and the right one still signs in', async () => {
  const person = await stranger({ provokes: ['401 /api/auth/verify'] })
  const { page, msisdn, t } = person
  await page.goto(system().walletUrl)
  await askForCode(person)
  const code = await lastCode(system(), msisdn)
  const other = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  await page.getByLabel(t.signIn.codeLabel).fill(other)
  await page.getByText(t.signIn.codeWrong).waitFor()
  await page.getByLabel(t.signIn.codeLabel).fill(code)
  await page.getByRole('heading', { name: t.wallet.title }).waitFor()
})

test('a reload while reading the SMS brings back the field for the code', async () => {
  const person = await stranger()
  const { page, t } = person
  await page.goto(system().walletUrl)
  await askForCode(person)
  await page.reload()
  await page.getByLabel(t.signIn.codeLabel).waitFor()
})

test('a number that is not Kenyan, or not of Safaricom, is refused at the field', async () => {
  const { page, t } = await stranger()
  await page.goto(system().walletUrl)
  const field = page.getByLabel(t.phone.signInLabel, { exact: true })
  await field.fill('12345')
  await page.getByRole('button', { name: t.signIn.send }).click()
  await page.getByText(t.phone.format).waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  await field.fill('0733 123 456')
  await page.getByText(t.phone.network).waitFor()
})

test('an amount with cents, too small or too large, is refused at the field and not sent', async () => {
  const person = await customer()
  const { page, t } = person
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
  const press = () => page.getByRole('button', { name: t.pay.button }).click()
  await amountField(person).fill('100.50')
  await page.getByText(t.pay.cents).waitFor()
  await press()
  await page.getByText(t.pay.cents).waitFor()
  await amountField(person).fill('0')
  await press()
  await page.getByText(/The smallest amount is KES\s1\./).waitFor()
  await amountField(person).fill('150001')
  await page.getByText(/The largest amount is KES\s150,000 at a time\./).waitFor()
  await amountField(person).fill('')
  await press()
  await page.getByText(t.pay.empty).waitFor()
  expect(await amountField(person).getAttribute('aria-invalid')).toBe('true')
  expect(sent).toEqual([])
})

test('when the session has ended one signs in again and is back where one was', async () => {
  const person = await customer({ provokes: [/^401 \/api\//] })
  const { page, msisdn, t } = person
  const { db } = system().server.ctx
  const { rows } = await db.pool.query<{ id: bigint }>(
    'select id from app.user where msisdn = $1',
    [msisdn],
  )
  await endAllSessions({ db }, rows[0]?.id ?? 0n)
  await page.getByRole('link', { name: t.nav.history, exact: true }).click()
  await page.getByRole('heading', { name: t.signIn.title }).waitFor()
  await system().clock.advance(31_000)
  await askForCode(person)
  await page.getByLabel(t.signIn.codeLabel).fill(await lastCode(system(), msisdn))
  await page.getByRole('heading', { name: t.history.title }).waitFor()
})

test('signing out leaves nothing of the wallet behind', async () => {
  const { page, t } = await customer()
  await page.getByRole('link', { name: t.nav.settings }).click()
  await page.getByRole('button', { name: t.settings.signOut }).click()
  await page.getByRole('heading', { name: t.signIn.title }).waitFor()
  await page.goto(`${system().walletUrl}/history`)
  await page.getByRole('heading', { name: t.signIn.title }).waitFor()
})

test('without a network the wallet says so, sends nothing, and goes on when it is back', async () => {
  const person = await customer({ provokes: [/ERR_INTERNET_DISCONNECTED/] })
  const { page, t, context } = person
  const send = page.getByRole('button', { name: t.pay.buttonAmount(formatWholeKes(100)) })
  await context.setOffline(true)
  await page.getByText(t.offline).waitFor()
  await amountField(person).fill('100')
  await send.click()
  await page.getByText(t.errors.offline).waitFor()
  await context.setOffline(false)
  await page.getByText(t.offline).waitFor({ state: 'detached' })
  expect(
    system()
      .simulator.requests()
      .filter(({ kind }) => kind === 'push'),
  ).toEqual([])
  await send.click()
  await page.getByRole('heading', { name: t.waiting.title }).waitFor()
})

test('the chosen language and appearance outlive a reload', async () => {
  const { page, t } = await customer()
  await page.getByRole('link', { name: t.nav.settings }).click()
  await page.getByRole('radio', { name: t.theme.dark }).click()
  await page.getByRole('radio', { name: t.language.sw }).click()
  await page.getByRole('heading', { name: 'Mipangilio' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Mipangilio' }).waitFor()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
})
