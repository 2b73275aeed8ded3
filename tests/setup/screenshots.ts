import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Keeps a picture of the page for people to look at, in the folder that HAZINA_SCREENSHOTS names; without it, nothing. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.HAZINA_SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: false })
}
