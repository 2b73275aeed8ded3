import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

// The package's own arguments switch web security off; these only make it work as root and without a network.
const browserArguments = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--no-zygote',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
]

const installed = ['/usr/bin/google-chrome', '/usr/bin/chromium', '/usr/bin/chromium-browser']

export type TestBrowser = {
  /** A fresh visitor: no cookies, their own screen, language and colour scheme. */
  visit(options?: Visitor): Promise<{ page: Page; context: BrowserContext }>
  [Symbol.asyncDispose](): Promise<void>
}

export type Visitor = {
  screen?: 'phone' | 'desktop'
  locale?: 'en-KE' | 'sw-KE'
  colorScheme?: 'light' | 'dark'
}

const screens = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } }

/** A real browser: the machine's own Chrome or Chromium where there is one, else the one that npm brought. */
export async function openBrowser(): Promise<TestBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'hazina-browser-'))
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: browserArguments,
    ignoreDefaultArgs: ['--headless=old', '--headless'],
    env: {
      ...process.env,
      HOME: folder,
      XDG_CONFIG_HOME: folder,
      XDG_CACHE_HOME: folder,
    } as Record<string, string>,
  })
  return {
    async visit({ screen = 'phone', locale = 'en-KE', colorScheme = 'light' } = {}) {
      const context = await browser.newContext({
        viewport: screens[screen],
        locale,
        colorScheme,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      page.setDefaultTimeout(30_000)
      return { page, context }
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function findBrowser(): Promise<string> {
  const own = installed.find((path) => existsSync(path))
  if (own !== undefined) return own
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}
