// npm packs `exports` and `bin` of package.json as they are; those of the workspace name TypeScript
// sources, which Node does not run below node_modules. `clean` empties dist, `write` puts those of
// publishConfig in their place before packing, `restore` takes the original back
// afterwards. The backup ends in .orig, which npm never packs, and lies in dist, which git ignores.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

const manifestUrl = new URL('../package.json', import.meta.url)
const distUrl = new URL('../dist/', import.meta.url)
const backupUrl = new URL('package.json.orig', distUrl)

const steps = { clean, write, restore }
const step = steps[process.argv[2]]
if (step === undefined) throw new Error(`Say one of ${Object.keys(steps).join(', ')}`)
step()

function clean() {
  restore() // an earlier packing may have been interrupted
  rmSync(distUrl, { recursive: true, force: true })
}

function write() {
  const original = readFileSync(manifestUrl, 'utf8')
  const { scripts: _, publishConfig, ...manifest } = JSON.parse(original)
  const { bin, exports, ...config } = publishConfig
  writeFileSync(backupUrl, original)
  const packed = { ...manifest, bin, exports, publishConfig: config }
  writeFileSync(manifestUrl, `${JSON.stringify(packed, null, 2)}\n`)
}

function restore() {
  const { publishConfig } = JSON.parse(readFileSync(manifestUrl, 'utf8'))
  const written = publishConfig.exports === undefined
  if (written && existsSync(backupUrl)) renameSync(backupUrl, manifestUrl)
}
