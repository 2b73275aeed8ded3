import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'

/** The folder for pictures of every screen, which HAZINA_SCREENSHOTS names; without it none are taken. */
export const pictureFolder = process.env.HAZINA_SCREENSHOTS

/** Keeps a picture of the page for people to look at, where pictures are asked for. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!pictureFolder) return
  mkdirSync(pictureFolder, { recursive: true })
  await page.screenshot({ path: join(pictureFolder, `${name}.png`), animations: 'disabled' })
}

/** Keeps what every page of a failed test showed, and what happened on them; says where. */
export async function keepEvidence(
  test: string,
  context: BrowserContext,
  log: readonly string[],
): Promise<void> {
  const name = test.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)
  const folder = join(pictureFolder ?? tmpdir(), `hazina-failed-${process.pid}-${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'log.txt'), `${log.join('\n')}\n`)
  for (const [index, page] of context.pages().entries()) {
    // A page that hangs must not hide the failure itself.
    await page
      .screenshot({ path: join(folder, `page-${index + 1}.png`), timeout: 5_000 })
      .catch(() => undefined)
  }
  console.error(`What the pages of “${test}” showed is in ${folder}; the last of it:`)
  console.error(log.slice(-25).join('\n'))
}
