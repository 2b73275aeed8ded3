import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { findBrowserProgram } from './browser-program.ts'
import { watchPages } from './page-watch.ts'
import { keepEvidence } from './screenshots.ts'

/** Long enough for a machine that does ten other things; nothing waits for it to pass. */
export const patienceMs = 30_000

export const screens = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 800 },
} as const

export type Screen = keyof typeof screens

export type VisitorOptions = {
  screen?: Screen
  locale?: 'en-KE' | 'sw-KE'
  colorScheme?: 'light' | 'dark'
  /** What this visit provokes, such as `409 /api/mpesa/stk-push`: a browser calls every refusal an error. */
  provokes?: readonly (string | RegExp)[]
}

export type Visit = {
  page: Page
  context: BrowserContext
}

export type TestBrowser = {
  /**
   * A fresh visitor: no cookies, their own screen, language and colour scheme. When the test ends their pages close, and
   * it fails if one of them wrote an error to the console, broke its content security policy, or asked another host.
   */
  visit(options?: VisitorOptions): Promise<Visit>
  [Symbol.asyncDispose](): Promise<void>
}

/** A real browser, which reaches nothing but this machine. */
export async function openBrowser(): Promise<TestBrowser> {
  const program = await findBrowserProgram()
  const home = await mkdtemp(join(tmpdir(), 'hazina-browser-home-'))
  const browser = await chromium.launch({
    executablePath: program.path,
    timeout: 60_000,
    args: ['--disable-gpu', '--disable-quic', '--font-render-hinting=none'],
    env: {
      ...environmentOfOurs(),
      ...program.environment,
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_CACHE_HOME: home,
    },
  })
  return {
    async visit({ screen = 'phone', provokes = [], locale = 'en-KE', colorScheme = 'light' } = {}) {
      const context = await browser.newContext({
        viewport: screens[screen],
        locale,
        colorScheme,
        reducedMotion: 'reduce',
      })
      context.setDefaultTimeout(patienceMs)
      const watch = await watchPages(context, provokes)
      onTestFinished(async ({ task }) => {
        try {
          if (task.result?.state === 'fail') await keepEvidence(task.name, context, watch.log())
          else expect(watch.faults()).toEqual([])
        } finally {
          await context.close()
        }
      })
      return { context, page: await context.newPage() }
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

function environmentOfOurs(): Record<string, string> {
  const set = Object.entries(process.env).filter((entry) => entry[1] !== undefined)
  return Object.fromEntries(set) as Record<string, string> // the undefined ones were just taken out
}
