import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildWallet, walletIsCurrent } from './build.ts'

/** What a first visit may cost in JavaScript, gzipped. */
export const firstLoadJsBytesMax = 130_000

export type FirstLoad = { jsBytes: number; cssBytes: number; htmlBytes: number; files: string[] }

/**
 * The gzipped bytes that a first visit downloads before the wallet shows: the page, and every script and style
 * it names (preloads included). Needs a built `dist`.
 */
export function measureFirstLoad(dist = join(import.meta.dirname, 'dist')): FirstLoad {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const files = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((m) => m[1] ?? '')
  const gzipped = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
  const sum = (suffix: string) =>
    files.filter((f) => f.endsWith(suffix)).reduce((bytes, f) => bytes + gzipped(f), 0)
  return {
    jsBytes: sum('.js'),
    cssBytes: sum('.css'),
    htmlBytes: gzipped('index.html'),
    files: files.filter((file) => existsSync(join(dist, file))),
  }
}

if (import.meta.main) {
  if (!walletIsCurrent()) await buildWallet()
  const firstLoad = measureFirstLoad()
  console.log(JSON.stringify({ ...firstLoad, jsBytesMax: firstLoadJsBytesMax }, null, 2))
  if (firstLoad.jsBytes > firstLoadJsBytesMax) {
    console.error(
      `The first load of JS is ${firstLoad.jsBytes} bytes; ${firstLoadJsBytesMax} is the most.`,
    )
    process.exitCode = 1
  }
}
