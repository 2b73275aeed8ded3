import { expect, test } from 'vitest'
import { formatKes, formatPhone, formatWholeKes } from '../../packages/web/src/lib/format.ts'
import type { VisitorOptions } from '../setup/browser.ts'
import { type Person, stage } from './stage.ts'
import {
  amountField,
  askForCode,
  openPhone,
  type PhoneWords,
  phoneWords,
  readCode,
  seeFocus,
  seeSuccess,
  startPayment,
  tabTo,
} from './steps.ts'

const { system, stranger, balanceOf } = stage()

test('a stranger signs in with the code on the simulated phone, pays KES 100 there, and sees it', async () => {
  await depositAsStranger({}, phoneWords.en)
  expect(await system().verify()).toMatchObject({ totals: { wallet: 10_000n, mpesa: 10_000n } })
})

test('a stranger whose browser speaks Swahili does all of it in Swahili', async () => {
  const { page } = await depositAsStranger({ locale: 'sw-KE' }, phoneWords.sw)
  expect(await page.locator('html').getAttribute('lang')).toBe('sw')
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'History' }).waitFor()
})

test('on a dark device the wallet is dark from the first moment to the receipt', async () => {
  const { page } = await depositAsStranger({ colorScheme: 'dark' }, phoneWords.en)
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
})

async function depositAsStranger(options: VisitorOptions, words: PhoneWords): Promise<Person> {
  const person = await stranger(options)
  const { page, t } = person
  await page.goto(system().walletUrl)
  await askForCode(person)
  const phone = await openPhone(system(), person)
  // Six digits send themselves.
  await page.getByLabel(t.signIn.codeLabel).fill(await readCode(phone))
  await page.getByRole('heading', { name: t.wallet.title }).waitFor()
  expect(await page.getByLabel(t.phone.label).inputValue()).toBe(formatPhone(person.msisdn))
  await page.getByText(formatKes(0)).first().waitFor()

  await startPayment(person, 100)
  await payOnPhone(phone, words)
  await seeSuccess(person, 100)
  const receipt = await receiptOf(person)

  await page.getByRole('link', { name: t.success.done }).click()
  await page.getByText(t.wallet.balanceIs(formatKes(100))).waitFor()
  expect(await balanceOf(person)).toBe(100)
  await page.getByRole('link', { name: t.nav.history, exact: true }).click()
  await page.getByRole('heading', { name: t.history.title }).waitFor()
  await page.getByRole('link', { name: receipt }).waitFor()
  return person
}

test('the balance on one screen moves by itself when the money comes on another', async () => {
  const person = await stranger()
  const { page, t, context } = person
  await page.goto(system().walletUrl)
  await askForCode(person)
  const phone = await openPhone(system(), person)
  await page.getByLabel(t.signIn.codeLabel).fill(await readCode(phone))
  await page.getByText(t.wallet.balanceIs(formatKes(0))).waitFor()
  const other = await context.newPage()
  await other.goto(system().walletUrl)
  await startPayment({ ...person, page: other }, 250)
  await page.getByText(t.wallet.pending(formatKes(250))).waitFor()
  await payOnPhone(phone, phoneWords.en)
  await page.getByText(t.wallet.balanceIs(formatKes(250))).waitFor()
})

test('the whole way can be gone with the keyboard alone', async () => {
  const person = await stranger({ screen: 'desktop' })
  const { page, msisdn, t } = person
  await page.goto(system().walletUrl)
  await tabTo(page, page.getByLabel(t.phone.signInLabel, { exact: true }))
  await page.keyboard.type(formatPhone(msisdn))
  await page.keyboard.press('Enter')
  await seeFocus(page, page.getByLabel(t.signIn.codeLabel))
  const phone = await openPhone(system(), person)
  await page.keyboard.type(await readCode(phone))

  await page.getByRole('heading', { name: t.wallet.title }).waitFor()
  await tabTo(page, amountField(person))
  await page.keyboard.type('100')
  await tabTo(page, page.getByRole('button', { name: t.pay.buttonAmount(formatWholeKes(100)) }))
  await page.keyboard.press('Enter')
  await seeFocus(page, page.getByRole('heading', { name: t.waiting.title }))

  // The prompt takes the keyboard by itself, as on a phone.
  await seeFocus(phone, phone.getByLabel(phoneWords.en.pin))
  await phone.keyboard.type('1234')
  await phone.keyboard.press('Enter')
  await seeFocus(phone, phone.getByRole('button', { name: phoneWords.en.ok }))
  await phone.keyboard.press('Enter')

  await seeSuccess(person, 100)
  await tabTo(page, page.getByRole('link', { name: t.success.done }))
  await page.keyboard.press('Enter')
  await page.getByText(t.wallet.balanceIs(formatKes(100))).waitFor()
  await tabTo(page, page.getByRole('link', { name: t.nav.history, exact: true }))
  await page.keyboard.press('Enter')
  await seeFocus(page, page.getByRole('heading', { name: t.history.title }))
})

/** Types the PIN of a new phone on its keys, as a finger would. */
async function payOnPhone(phone: Person['page'], words: PhoneWords): Promise<void> {
  const prompt = phone.getByRole('dialog', { name: 'M-PESA' })
  await prompt.getByText('Ksh').waitFor()
  for (const digit of '1234') await prompt.getByRole('button', { name: `${digit}` }).click()
  await prompt.getByRole('button', { name: words.send }).click()
  await phone.getByRole('alertdialog').getByRole('button', { name: words.ok }).click()
}

/** The receipt number that the wallet shows, which is the one of the M-PESA message. */
async function receiptOf({ page, msisdn }: Person): Promise<string> {
  const shown = page.getByText(/^[A-Z0-9]{10}$/)
  const receipt = (await shown.textContent()) ?? ''
  const texts = system()
    .simulator.messages.of(msisdn)
    .map(({ text }) => text)
  expect(texts.some((text) => text.startsWith(`${receipt} `))).toBe(true)
  return receipt
}
