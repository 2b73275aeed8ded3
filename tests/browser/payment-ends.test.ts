import { explainResult } from '@hazina/daraja'
import { expect, test } from 'vitest'
import { formatKes, formatPhone, formatWholeKes } from '../../packages/web/src/lib/format.ts'
import { type Person, stage } from './stage.ts'
import {
  amountField,
  openPhone,
  phoneWords,
  seeFailure,
  seeSuccess,
  sendPayment,
  startPayment,
  withPrompt,
} from './steps.ts'

const { system, customer, balanceOf } = stage()
const pushPath = '/api/mpesa/stk-push'

test('a prompt cancelled on the phone is told as such, and tried again with the same amount', async () => {
  const person = await customer()
  const { page, t } = person
  await startPayment(person, 75)
  const phone = await openPhone(system(), person)
  const prompt = phone.getByRole('dialog', { name: 'M-PESA' })
  await prompt.getByRole('button', { name: phoneWords.en.cancel }).click()
  await seeFailure(person)
  await page.getByText(explainResult('1032').en).waitFor()
  await page.getByText(t.failure.notMoved).waitFor()
  await page.getByRole('link', { name: t.failure.retry }).click()
  await page.getByRole('heading', { name: t.wallet.title }).waitFor()
  expect(await amountField(person).inputValue()).toBe('75')
  expect(await balanceOf(person)).toBe(0)
})

test('a wrong PIN is told as such', async () => {
  const person = await customer({ locale: 'sw-KE' })
  await startPayment(person, 60)
  await withPrompt(system(), person, (prompts) => prompts.pay(person.msisdn, '9999'))
  await seeFailure(person)
  await person.page.getByText(explainResult('2001').sw).waitFor()
  await person.page.getByText(person.t.failure.notMoved).waitFor()
  expect(await balanceOf(person)).toBe(0)
})

test('a phone with too little money is told as such', async () => {
  const person = await customer()
  await startPayment(person, 5_001)
  await withPrompt(system(), person, (prompts) => prompts.pay(person.msisdn))
  await seeFailure(person)
  await person.page.getByText(explainResult('1').en).waitFor()
  await person.page.getByText(person.t.failure.notMoved).waitFor()
  expect(await balanceOf(person)).toBe(0)
})

test('a prompt that nobody answers times out, with advice and without a promise', async () => {
  const person = await customer()
  const { page, t } = person
  await startPayment(person, 80)
  await withPrompt(system(), person, () => undefined)
  await system().clock.advance(65_000)
  await seeFailure(person)
  await page.getByText(explainResult('1037').en).waitFor()
  // M-PESA has been seen to report such payments as paid later.
  await page.getByText(t.failure.mayStillArrive).waitFor()
  expect(await page.getByText(t.failure.notMoved).count()).toBe(0)
})

test('a payment that succeeds late, after it had failed, turns the same page into a success', async () => {
  const person = await customer()
  system().simulator.faults.add('result-contradicted', {
    phone: person.msisdn,
    delayMs: 300_000,
    times: 1,
  })
  await startPayment(person, 90)
  await withPrompt(system(), person, (prompts) => prompts.decline(person.msisdn))
  await seeFailure(person)
  await system().clock.advance(300_000)
  await seeSuccess(person, 90)
  expect(await balanceOf(person)).toBe(90)
})

test('when the answer of M-PESA is lost the prompt may still arrive, and paying it works', async () => {
  const person = await customer()
  system().simulator.faults.add('answer-lost', { on: 'push', phone: person.msisdn, times: 1 })
  await sendPayment(person, 110)
  await person.page.getByText(person.t.waiting.unknownHeadline, { exact: true }).waitFor()
  await withPrompt(system(), person, (prompts) => prompts.pay(person.msisdn))
  await seeSuccess(person, 110)
  expect(await balanceOf(person)).toBe(110)
})

test('a second prompt for the same phone is refused in words that lead to the first', async () => {
  const person = await customer({ provokes: [`409 ${pushPath}`] })
  const { page, t } = person
  await startPayment(person, 120)
  await page.getByRole('link', { name: t.waiting.leave }).click()
  await sendPayment(person, 130)
  await page.getByText('A prompt is already open on that phone.').waitFor()
  await page.getByRole('link', { name: t.pay.openPayment }).click()
  await page.getByText(t.waiting.asked(formatWholeKes(120), masked(person))).waitFor()
  await withPrompt(system(), person, (prompts) => prompts.pay(person.msisdn))
  await seeSuccess(person, 120)
  expect(await balanceOf(person)).toBe(120)
})

test('what M-PESA refuses is told, and nothing is left waiting', async () => {
  const person = await customer({ provokes: [`502 ${pushPath}`] })
  system().simulator.faults.add('spike-arrest', { on: 'push', phone: person.msisdn, times: 1 })
  await sendPayment(person, 70)
  await person.page.getByText(person.t.errors.mpesaRefused).waitFor()
  expect(await balanceOf(person)).toBe(0)
})

test('without the live line the page asks every few seconds, and the payment finishes', async () => {
  const person = await customer()
  const { page, t, context } = person
  await context.routeWebSocket(/\/api\/realtime/, (socket) => socket.close())
  await page.reload()
  await startPayment(person, 140)
  await page.getByText(t.waiting.polling).waitFor()
  await withPrompt(system(), person, (prompts) => prompts.pay(person.msisdn))
  await seeSuccess(person, 140)
  await page.getByText(formatKes(140), { exact: true }).waitFor()
})

test('a phone may be paid from that is not one’s own', async () => {
  const person = await customer()
  const { page, t } = person
  const payer = { ...person, msisdn: '254711000999' }
  await page.getByLabel(t.phone.label).fill(formatPhone(payer.msisdn))
  await startPayment(person, 150)
  await page.getByText(t.waiting.asked(formatWholeKes(150), '0711***999')).waitFor()
  await withPrompt(system(), payer, (prompts) => prompts.pay(payer.msisdn))
  await seeSuccess(person, 150)
})

function masked({ msisdn }: Person): string {
  return `0${msisdn.slice(3, 6)}***${msisdn.slice(-3)}`
}
