import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { pictureFolder } from '../setup/screenshots.ts'
import { look, type Sight } from './look.ts'
import { type Person, stage } from './stage.ts'
import {
  amountField,
  askForCode,
  openPhone,
  type PhoneWords,
  phoneWords,
  readCode,
  seeFailure,
  seeSuccess,
  sendPayment,
  startPayment,
  withPrompt,
} from './steps.ts'

// The prompt stays while it is looked at, however long that takes.
const { system, stranger } = stage({
  simulator: { timings: { promptDelayMs: 100, callbackDelayMs: 100, promptLifeMs: 3_600_000 } },
})

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
const narrowest: readonly Sight[] = [{ screen: 'phone', scheme: 'light' }]

const mainScreens: readonly string[] = [
  ...['sign-in', 'code', 'wallet', 'waiting', 'success', 'failure', 'history', 'details'],
  ...['settings', 'phones-shelf', 'phone-prompt', 'phone-inbox', 'phones-network'],
]

function sightsOf(language: 'en' | 'sw', name: string): readonly Sight[] {
  if (pictureFolder) return everySight
  if (language === 'sw') return narrowest
  return mainScreens.includes(name) ? everySight : oneOfEach
}

test.each([
  { language: 'en', locale: 'en-KE' },
  { language: 'sw', locale: 'sw-KE' },
] as const)(
  'every screen can be read by everybody ($language)',
  async ({ language, locale }) => {
    const person = await stranger({
      locale,
      provokes: ['409 /api/mpesa/stk-push', '401 /api/auth/verify'],
    })
    const lookAt = (page: Page, name: string) =>
      look(page, `${language}-${name}`, sightsOf(language, name))
    const { page } = person
    const words = phoneWords[language]
    await lookAtSignIn(person, lookAt)
    const phone = await openPhone(system(), person)
    await lookAt(phone, 'phone-code')
    await page.getByLabel(person.t.signIn.codeLabel).fill(await readCode(phone))
    await page.getByRole('heading', { name: person.t.wallet.title }).waitFor()
    await lookAt(page, 'wallet-empty')
    await lookAtFailure(person, phone, words, lookAt)
    await lookAtSuccess(person, phone, words, lookAt)
    await lookAtUnknown(person, lookAt)
    await lookAtHistory(person, lookAt)
    await lookAtPhones(person, phone, lookAt)
  },
  300_000,
)

type LookAt = (page: Page, name: string) => Promise<void>

async function lookAtSignIn(person: Person, lookAt: LookAt): Promise<void> {
  const { page, t } = person
  await page.goto(system().walletUrl)
  await page.getByRole('heading', { name: t.signIn.title }).waitFor()
  await lookAt(page, 'sign-in')
  await page.getByLabel(t.phone.signInLabel, { exact: true }).fill('0733 123 456')
  await page.getByText(t.phone.network).waitFor()
  await lookAt(page, 'sign-in-wrong')
  await askForCode(person)
  await lookAt(page, 'code')
  await page.getByLabel(t.signIn.codeLabel).fill('000000')
  await page.getByText(t.signIn.codeWrong).waitFor()
  await lookAt(page, 'code-wrong')
}

async function lookAtFailure(
  person: Person,
  phone: Page,
  words: PhoneWords,
  lookAt: LookAt,
): Promise<void> {
  const { page, t } = person
  await amountField(person).fill('99.50')
  await page.getByText(t.pay.cents).waitFor()
  await lookAt(page, 'wallet-cents')
  await startPayment(person, 1_500)
  await lookAt(page, 'waiting')
  await page.getByText(t.waiting.noPrompt).click()
  await lookAt(page, 'waiting-paybill')
  const prompt = phone.getByRole('dialog', { name: 'M-PESA' })
  await prompt.getByLabel(words.pin).fill('12')
  await lookAt(phone, 'phone-prompt')
  await prompt.getByRole('button', { name: words.cancel }).click()
  await phone.getByRole('alertdialog').waitFor()
  await lookAt(phone, 'phone-cancelled')
  await phone.getByRole('button', { name: words.ok }).click()
  await seeFailure(person)
  await lookAt(page, 'failure')
  await page.getByRole('link', { name: t.failure.retry }).click()
}

async function lookAtSuccess(
  person: Person,
  phone: Page,
  words: PhoneWords,
  lookAt: LookAt,
): Promise<void> {
  const { page, t } = person
  await startPayment(person, 1_500)
  await page.getByRole('link', { name: t.waiting.leave }).click()
  await sendPayment(person, 200)
  await page.getByRole('link', { name: t.pay.openPayment }).waitFor()
  await lookAt(page, 'wallet-prompt-open')
  await page.getByRole('link', { name: t.pay.openPayment }).click()
  const prompt = phone.getByRole('dialog', { name: 'M-PESA' })
  await prompt.getByLabel(words.pin).fill('1234')
  await prompt.getByRole('button', { name: words.send }).click()
  await phone.getByRole('alertdialog').waitFor()
  await seeSuccess(person, 1_500)
  await lookAt(page, 'success')
}

async function lookAtUnknown(person: Person, lookAt: LookAt): Promise<void> {
  const { page, msisdn, t } = person
  system().simulator.faults.add('answer-lost', { on: 'push', phone: msisdn, times: 1 })
  await page.getByRole('link', { name: t.success.done }).click()
  await sendPayment(person, 300)
  await page.getByText(t.waiting.unknownHeadline, { exact: true }).waitFor()
  await lookAt(page, 'unknown')
  await page.getByRole('link', { name: t.waiting.leave }).click()
  await page.getByRole('heading', { name: t.wallet.title }).waitFor()
  await lookAt(page, 'wallet')
}

async function lookAtHistory(person: Person, lookAt: LookAt): Promise<void> {
  const { page, t } = person
  await page.getByRole('link', { name: t.nav.history, exact: true }).click()
  await page.getByText(t.history.end).waitFor()
  await lookAt(page, 'history')
  await page.getByRole('main').getByRole('listitem').last().getByRole('link').click()
  await page.getByRole('heading', { name: t.transaction.title }).waitFor()
  await lookAt(page, 'details-failed')
  await page.goBack()
  await page.getByRole('main').getByRole('listitem').nth(1).getByRole('link').click()
  await page.getByRole('button', { name: t.transaction.print }).waitFor()
  await lookAt(page, 'details')
  await page.getByRole('link', { name: t.nav.settings }).click()
  await page.getByRole('button', { name: t.settings.signOut }).waitFor()
  await lookAt(page, 'settings')
}

async function lookAtPhones(person: Person, phone: Page, lookAt: LookAt): Promise<void> {
  const { msisdn } = person
  await withPrompt(system(), person, (prompts) => prompts.decline(msisdn))
  system().simulator.subscribers.markRead(msisdn)
  const open = async (route: string, landmark: string) => {
    // A change of the part behind # alone would not load the page anew.
    await phone.goto('about:blank')
    await phone.goto(`${system().phonesUrl}/${route}`)
    await phone.locator('.link-live').waitFor()
    await phone.locator(landmark).first().waitFor()
  }
  await open('#/', '.entry')
  await lookAt(phone, 'phones-shelf')
  await open(`#/${msisdn}`, '.home-balance')
  await lookAt(phone, 'phone-home')
  await open(`#/${msisdn}/messages`, '.thread')
  await lookAt(phone, 'phone-inbox')
  await open(`#/${msisdn}/messages/HAZINA`, '.bubble')
  await lookAt(phone, 'phone-conversation')
  await open(`#/${msisdn}/settings`, '#phone select, #phone input')
  await lookAt(phone, 'phone-settings')
  await phone.locator('#network-toggle').click()
  await phone.locator('#network').waitFor()
  await lookAt(phone, 'phones-network')
}
