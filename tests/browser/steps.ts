import type { Locator, Page } from 'playwright-core'
import { formatKes, formatPhone, formatWholeKes } from '../../packages/web/src/lib/format.ts'
import { patienceMs } from '../setup/browser.ts'
import type { LiveSystem } from '../setup/live-system.ts'
import type { Person } from './stage.ts'

/** The words of the simulated phone, as it shows them in each language of a browser. */
export const phoneWords = {
  en: { pin: 'Enter M-PESA PIN', send: 'Send', cancel: 'Cancel', ok: 'OK' },
  sw: { pin: 'Weka PIN ya M-PESA', send: 'Tuma', cancel: 'Ghairi', ok: 'Sawa' },
} as const

export type PhoneWords = (typeof phoneWords)[keyof typeof phoneWords]

/** Opens the phone of a person beside their wallet. */
export async function openPhone(system: LiveSystem, person: Person): Promise<Page> {
  const phone = await person.context.newPage()
  await phone.goto(`${system.phonesUrl}/#/${person.msisdn}`)
  return phone
}

/** Types the phone number and asks for a code. */
export async function askForCode({ page, msisdn, t }: Person): Promise<void> {
  await page.getByLabel(t.phone.signInLabel, { exact: true }).fill(formatPhone(msisdn))
  await page.getByRole('button', { name: t.signIn.send }).click()
  await page.getByRole('heading', { name: t.signIn.codeTitle }).waitFor()
}

/** The code on the screen of the phone. */
export async function readCode(phone: Page): Promise<string> {
  const text = await phone.locator('.code').first().textContent()
  return (text ?? '').replace(/\D/g, '')
}

export function amountField({ page, t }: Person): Locator {
  return page.getByLabel(t.pay.amountLabel, { exact: true })
}

/** Fills in the form of the wallet and sends it. */
export async function sendPayment(person: Person, kes: number): Promise<void> {
  const { page, t } = person
  await amountField(person).fill(String(kes))
  await page.getByRole('button', { name: t.pay.buttonAmount(formatWholeKes(kes)) }).click()
}

/** Sends the form and waits until the wallet waits for the PIN. */
export async function startPayment(person: Person, kes: number): Promise<void> {
  await sendPayment(person, kes)
  await person.page.getByRole('heading', { name: person.t.waiting.title }).waitFor()
}

/** Lets the person do something with the prompt in their hand, without a page for it. */
export async function withPrompt(
  { simulator }: LiveSystem,
  { msisdn }: Person,
  act: (prompts: LiveSystem['simulator']['prompts']) => void,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = () => simulator.prompts.on(msisdn) && resolve()
  const stop = simulator.onChange(look)
  look()
  await promise.finally(stop)
  act(simulator.prompts)
}

/** The screen that says the money has come. */
export async function seeSuccess({ page, t }: Person, kes: number): Promise<void> {
  await page.getByRole('heading', { name: t.success.title }).waitFor()
  await page.getByText(t.success.headline(formatKes(kes))).waitFor()
}

/** The screen that says it has not. */
export async function seeFailure({ page, t }: Person): Promise<void> {
  await page.getByRole('heading', { name: t.failure.title }).waitFor()
}

/** Goes on with the Tab key until `target` has the keyboard. @throws Error when it cannot be reached */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key does not lead to ${target}`)
}

/** Waits until `target` has the keyboard without anybody's doing. */
export async function seeFocus(page: Page, target: Locator): Promise<void> {
  const element = await target.elementHandle()
  await page.waitForFunction((wanted) => wanted === document.activeElement, element, {
    timeout: patienceMs,
  })
}
