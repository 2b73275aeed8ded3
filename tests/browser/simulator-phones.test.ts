import { expect, test } from 'vitest'
import { patienceMs } from '../setup/browser.ts'
import { newMsisdn, pageUrl, shop, simulatorStage } from './simulator-stage.ts'

const { simulator, visitor } = simulatorStage()

test('a newcomer pays a PayBill from the menu of the phone, and reads it in an SMS', async () => {
  const { page } = await visitor()
  await page.goto(pageUrl(simulator(), '/'))
  await page.getByRole('button', { name: 'Add a phone' }).click()
  const msisdn = newMsisdn()
  await page.getByLabel('Phone number').fill(`0${msisdn.slice(3)}`)
  await page.getByLabel('Name (optional)').fill('Wanjiru Njeri')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('heading', { name: 'Wanjiru Njeri' }).waitFor()

  await page.getByRole('link', { name: 'M-PESA' }).click()
  await page.getByRole('button', { name: 'Lipa na M-PESA' }).click()
  await page.getByRole('button', { name: 'Pay Bill' }).click()
  await page.getByLabel('Enter business no.').fill(shop)
  await page.keyboard.press('Enter')
  await page.getByLabel('Enter account no.').fill('INV-7')
  await page.keyboard.press('Enter')
  await page.getByLabel('Enter amount in Ksh').fill('250')
  await page.keyboard.press('Enter')
  await page.getByText(`Pay Ksh 250 to SANDBOX ${shop} ${shop}, account no. INV-7?`).waitFor()
  await page.getByRole('button', { name: 'OK' }).click()
  for (const digit of '1234') await page.getByRole('button', { name: `Digit ${digit}` }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('heading', { name: 'Done' }).waitFor()
  await page.getByRole('button', { name: 'OK' }).click()

  await page.getByRole('link', { name: 'Messages' }).click()
  await page.getByRole('link', { name: /MPESA/ }).click()
  const sms = page.getByRole('list', { name: 'Messages from MPESA' })
  await sms.getByText(`Confirmed. Ksh250.00 sent to SANDBOX ${shop} for account INV-7`).waitFor()
  await sms.getByRole('button', { name: 'Copy receipt number' }).waitFor()
  expect(simulator().subscribers.get(msisdn)?.balance).toBe(4_750)
})

test('somebody who speaks Swahili sends money to a friend, whose name is shown before the PIN', async () => {
  const [from, to] = [newMsisdn(), newMsisdn()]
  simulator().subscribers.create({ phone: from, name: 'Otieno', language: 'sw' })
  simulator().subscribers.create({ phone: to, name: 'Halima' })
  const { page } = await visitor({ locale: 'sw-KE' })
  await page.goto(pageUrl(simulator(), `/#/${from}/mpesa`))
  await page.getByRole('button', { name: 'Tuma Pesa' }).click()
  await page.getByLabel('Weka nambari ya simu').fill(`0${to.slice(3)}`)
  await page.keyboard.press('Enter')
  await page.getByLabel('Weka kiasi kwa Ksh').fill('100')
  await page.keyboard.press('Enter')
  await page.getByText('Tuma Ksh 100 kwa Halima').waitFor()
  await page.getByRole('button', { name: 'Sawa' }).click()
  await page.getByLabel('Weka PIN ya M-PESA').pressSequentially('1234')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Imekamilika' }).waitFor()
  await expect
    .poll(() => simulator().subscribers.get(to)?.balance, { timeout: patienceMs })
    .toBe(5_100)
  expect(simulator().messages.of(from)[0]?.text).toContain('Imethibitishwa')
})

test('three wrong PINs lock the PIN, and the phone says how to go on', async () => {
  const msisdn = newMsisdn()
  simulator().subscribers.create({ phone: msisdn, name: 'Kamau' })
  const { page } = await visitor()
  await page.goto(pageUrl(simulator(), `/#/${msisdn}/mpesa`))
  for (const triesLeft of ['2 tries left.', 'One try left.', undefined]) {
    await page.getByRole('button', { name: 'My Account' }).click()
    await page.getByRole('button', { name: 'Check Balance' }).click()
    await page.getByLabel('Enter M-PESA PIN').pressSequentially('9999')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Failed' }).waitFor()
    if (triesLeft) await page.getByText(triesLeft, { exact: false }).waitFor()
    await page.getByRole('button', { name: 'OK' }).click()
  }
  await page.getByRole('link', { name: 'Home' }).click()
  const notice = page.locator('#phone').getByText('M-PESA PIN is locked')
  await notice.waitFor()
  await page.getByRole('button', { name: 'Unlock' }).click()
  await notice.waitFor({ state: 'hidden' })
  expect(simulator().subscribers.get(msisdn)?.state).toBe('active')
})

test.each([
  ['off', 'This phone is off', 'Turn on'],
  ['out-of-coverage', 'Out of coverage', 'Bring it back'],
  ['suspended', 'M-PESA is suspended', 'Lift the suspension'],
] as const)(
  'a phone that is %s says so, and is mended with one button',
  async (state, words, mend) => {
    const msisdn = newMsisdn()
    simulator().subscribers.create({ phone: msisdn, name: 'Achieng' })
    const { page } = await visitor()
    await page.goto(pageUrl(simulator(), `/#/${msisdn}/settings`))
    await page.getByLabel('Phone', { exact: true }).selectOption(state)
    await page.getByText('Saved').first().waitFor()
    await page.getByRole('link', { name: 'Home' }).click()
    const notice = page.locator('#phone').getByText(words)
    await notice.waitFor()
    await page.getByRole('button', { name: mend }).click()
    await notice.waitFor({ state: 'hidden' })
    expect(simulator().subscribers.get(msisdn)?.state).toBe('active')
  },
)

test('what was typed at the menu stays while other things happen on the phone', async () => {
  const msisdn = newMsisdn()
  simulator().subscribers.create({ phone: msisdn, name: 'Mutua' })
  const { page } = await visitor()
  await page.goto(pageUrl(simulator(), `/#/${msisdn}/mpesa`))
  await page.getByRole('button', { name: 'Send Money' }).click()
  const field = page.getByLabel('Enter phone no.')
  await field.fill('0712')
  simulator().messages.deliver({ to: msisdn, from: 'HAZINA', text: 'Your code is 482913' })
  await page
    .getByRole('link', { name: /Messages/ })
    .getByText('1 new message')
    .waitFor()
  expect(await field.inputValue()).toBe('0712')
})
