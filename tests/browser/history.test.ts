import { expect, test, vi } from 'vitest'
import { createApiKey } from '../../packages/server/src/auth/index.ts'
import { formatKes } from '../../packages/web/src/lib/format.ts'
import { patienceMs } from '../setup/browser.ts'
import { type Person, stage } from './stage.ts'
import { seeFailure, seeSuccess, startPayment, withPrompt } from './steps.ts'

const { system, customer, balanceOf } = stage()

test('the history of a new wallet says that it is empty', async () => {
  const person = await customer()
  await openHistory(person)
  await person.page.getByText(person.t.history.empty).waitFor()
})

test('a long history shows twenty payments, then more on demand, down to the end', async () => {
  const person = await customer()
  const { page, t } = person
  await depositManyTimes(person, 23)
  await openHistory(person)
  const rows = page.getByRole('main').getByRole('listitem')
  const more = page.getByRole('button', { name: t.history.more })
  await more.waitFor()
  expect(await rows.count()).toBe(20)
  await more.click()
  await page.getByText(t.history.end).waitFor()
  expect(await rows.count()).toBe(23)
})

test('the history can be narrowed to what is pending, completed or failed', async () => {
  const person = await customer()
  const { page, t } = person
  await startPayment(person, 31)
  await withPrompt(system(), person, (prompts) => prompts.pay(person.msisdn))
  await seeSuccess(person, 31)
  await page.getByRole('link', { name: t.success.done }).click()
  await startPayment(person, 32)
  await withPrompt(system(), person, (prompts) => prompts.decline(person.msisdn))
  await seeFailure(person)
  await page.getByRole('link', { name: t.failure.retry }).click()
  await startPayment(person, 33)
  await openHistory(person)
  const amounts = page.getByRole('main').getByText(/KES\s\d+\.00/)
  const filter = page.getByRole('navigation', { name: t.history.filter })
  const shows = async (choice: string, expected: string[]) => {
    await filter.getByRole('link', { name: choice }).click()
    await expect.poll(() => amounts.allTextContents(), { timeout: patienceMs }).toEqual(expected)
  }
  const { completed, failed, pending } = t.transaction.status
  await shows(completed, [`+${formatKes(31)}`])
  await shows(failed, [formatKes(32)])
  await shows(pending, [`+${formatKes(33)}`])
  await shows(t.history.all, [`+${formatKes(33)}`, formatKes(32), `+${formatKes(31)}`])
})

test('a payment of the history shows everything that is known of it', async () => {
  const person = await customer()
  const { page, t } = person
  await startPayment(person, 41)
  await withPrompt(system(), person, (prompts) => prompts.pay(person.msisdn))
  await seeSuccess(person, 41)
  const [push] = system()
    .simulator.pushes.list()
    .filter(({ msisdn }) => msisdn === person.msisdn)
  await openHistory(person)
  await page.getByText(formatKes(41)).click()
  await page.getByRole('heading', { name: t.transaction.title }).waitFor()
  const facts = page.getByRole('main')
  for (const known of [
    t.transaction.status.completed,
    formatKes(41),
    push?.checkoutRequestId ?? 'no push',
    push?.merchantRequestId ?? 'no push',
  ]) {
    await facts.getByText(known).first().waitFor()
  }
  await page.getByRole('button', { name: t.transaction.print }).waitFor()
  const { transactionId, receipt } = await recordOf(person)
  await facts.getByText(transactionId).waitFor()
  await facts.getByText(receipt).waitFor()
})

test('a payment that is still pending can be followed from the history', async () => {
  const person = await customer()
  const { page, t } = person
  await startPayment(person, 42)
  await openHistory(person)
  await page.getByText(formatKes(42)).click()
  await page.getByRole('link', { name: t.transaction.follow }).click()
  await page.getByRole('heading', { name: t.waiting.title }).waitFor()
  await withPrompt(system(), person, (prompts) => prompts.pay(person.msisdn))
  await seeSuccess(person, 42)
})

test('a payment of somebody else is as good as not there', async () => {
  const other = await customer()
  await startPayment(other, 43)
  const [, transactionId] = /\/pay\/(.+)$/.exec(other.page.url()) ?? []
  const { page, t } = await customer({ provokes: [/^404 \/api\/mpesa\/check-status\//] })
  for (const path of ['pay', 'history']) {
    await page.goto(`${system().walletUrl}/${path}/${transactionId}`)
    await page.getByText(t.transaction.notFound).waitFor()
  }
})

test('an address that leads nowhere says so', async () => {
  const { page, t } = await customer()
  await page.goto(`${system().walletUrl}/nothing/here`)
  await page.getByRole('heading', { name: t.errors.notFoundTitle }).waitFor()
  await page.getByRole('link', { name: t.errors.home }).click()
  await page.getByRole('heading', { name: t.wallet.title }).waitFor()
})

async function openHistory({ page, t }: Person): Promise<void> {
  await page.getByRole('link', { name: t.nav.history, exact: true }).click()
  await page.getByRole('heading', { name: t.history.title }).waitFor()
}

/** An application deposits KES 10 so many times at once, each from another phone that pays by itself. */
async function depositManyTimes(person: Person, times: number): Promise<void> {
  const { walletUrl, simulator, server } = system()
  const { request } = person.context
  const { key } = await createApiKey(server.ctx, { name: 'shop' })
  const session = await (await request.get(`${walletUrl}/api/auth/session`)).json()
  const push = async (phone: string) => {
    simulator.subscribers.create({ phone, autoAnswer: 'pay' })
    const answer = await request.post(`${walletUrl}/api/mpesa/stk-push`, {
      headers: { authorization: `Bearer ${key}` },
      data: { user_id: session.user.user_id, amount: 10, phone_number: phone },
    })
    expect(answer.status()).toBe(200)
  }
  const phones = Array.from({ length: times }, (_, index) => `2547110001${index + 10}`)
  await Promise.all(phones.map(push))
  await vi.waitFor(async () => expect(await balanceOf(person)).toBe(times * 10), {
    timeout: patienceMs,
    interval: 200,
  })
}

async function recordOf({ context }: Person): Promise<{ transactionId: string; receipt: string }> {
  const answer = await context.request.get(`${system().walletUrl}/api/transactions`)
  const [record] = (await answer.json()).items
  return { transactionId: record.transaction_id, receipt: record.mpesa_receipt_number }
}
