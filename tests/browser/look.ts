import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Screen, screens } from '../setup/browser.ts'
import { shoot } from '../setup/screenshots.ts'

export type Scheme = 'light' | 'dark'
export type Sight = { screen: Screen; scheme: Scheme }

/**
 * Looks at what a page shows as people with each screen and scheme see it: nothing serious is wrong with it by axe, and
 * nothing has to be scrolled sideways. Keeps pictures where they are asked for.
 */
export async function look(page: Page, name: string, sights: readonly Sight[]): Promise<void> {
  const before = page.viewportSize()
  for (const { screen, scheme } of sights) {
    await page.setViewportSize(screens[screen])
    await page.emulateMedia({ colorScheme: scheme })
    await settled(page)
    const where = `${name}-${screen}-${scheme}`
    expect.soft(await seriousFindings(page), where).toEqual([])
    expect.soft(await overhang(page), `${where} is wider than the screen`).toBeLessThanOrEqual(0)
    await shoot(page, where)
  }
  if (before) await page.setViewportSize(before)
}

/** Two frames, and the end of every transition: what follows is what people see. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(passing.map((animation) => animation.finished))
  })
}

async function seriousFindings(page: Page): Promise<string[]> {
  const isLoaded = await page.evaluate(() => 'axe' in globalThis)
  if (!isLoaded) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(async () => {
    const { axe: here } = globalThis as unknown as { axe: typeof axe }
    return here.run(document, { resultTypes: ['violations'] })
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    )
}

/** How many pixels of the page lie to the right of the screen. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}
