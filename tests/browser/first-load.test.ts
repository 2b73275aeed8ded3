import { expect, test } from 'vitest'
import { firstLoadJsBytesMax, measureFirstLoad } from '../../packages/web/size.ts'
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
  const scripts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script')
      scripts.push(new URL(request.url()).pathname.replace(/^\//, ''))
  })
  await page.goto(system().walletUrl)
  await page.getByRole('heading', { name: t.signIn.title }).waitFor()
  await page.waitForLoadState('networkidle')
  const { files } = measureFirstLoad()
  expect(scripts.length).toBeGreaterThan(0)
  expect(files).toEqual(expect.arrayContaining(scripts))
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
  await page.waitForLoadState('networkidle')
})
