import { expect, test } from 'vitest'
import { firstLoadJsBytesMax, measureFirstLoad } from '../../packages/web/size.ts'
import { shoot } from '../setup/screenshots.ts'
import { stage } from './stage.ts'

const { system, stranger } = stage()

test('a first visit downloads at most 130 kB of JavaScript', () => {
  // The stage has built the wallet.
  const { jsBytes } = measureFirstLoad()
  expect(firstLoadJsBytesMax).toBe(130_000)
  expect(jsBytes).toBeGreaterThan(0)
  expect(jsBytes).toBeLessThanOrEqual(firstLoadJsBytesMax)
})

test('a first visit downloads no script but those that were measured', async () => {
  const { page, t } = await stranger()
  await page.goto(system().walletUrl)
  await page.getByRole('button', { name: t.signIn.send }).waitFor()
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname.slice(1))
      .filter((path) => path.endsWith('.js')),
  )
  expect(scripts.sort()).toEqual(
    measureFirstLoad()
      .files.filter((file) => file.endsWith('.js'))
      .sort(),
  )
})

test('the wallet runs nothing but its own files', async () => {
  const { page } = await stranger()
  const answer = await page.goto(system().walletUrl)
  const policy = await answer?.headerValue('content-security-policy')
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toContain('unsafe')
})

test('the pages of the API are there, readable, and load nothing from elsewhere', async () => {
  const { page } = await stranger({ screen: 'desktop' })
  await page.goto(`${system().walletUrl}/api/docs`)
  await page.getByRole('heading', { name: 'Hazina' }).first().waitFor()
  await page.getByText('/api/mpesa/stk-push').first().waitFor()
  await shoot(page, 'api-docs')
  // What the page's maker offers beside it would send the description to their servers.
  expect(await page.getByText(/Ask AI|Deploy|Generate SDK/).count()).toBe(0)
})
