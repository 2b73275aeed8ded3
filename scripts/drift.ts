/** Sees that generated files which are checked in say what their generators say today. */
import { readFile, writeFile } from 'node:fs/promises'
import { type GeneratedFile, generatedFiles } from './generated-files.ts'

const shouldWrite = process.argv.includes('--write')

let stale = 0
for (const file of generatedFiles) {
  if (await isCurrent(file)) continue
  stale += 1
  process.stdout.write(
    `${file.path} ${shouldWrite ? 'was renewed' : 'is not what its generator writes'}\n`,
  )
}
const advice = stale > 0 && !shouldWrite ? '; run "npm run drift -- --write"' : ''
process.stdout.write(`Generated files: ${generatedFiles.length}, stale: ${stale}${advice}\n`)
process.exitCode = stale > 0 && !shouldWrite ? 1 : 0

async function isCurrent(file: GeneratedFile): Promise<boolean> {
  const url = new URL(`../${file.path}`, import.meta.url)
  const wanted = await file.generate()
  const present = await readFile(url, 'utf8').catch((problem: NodeJS.ErrnoException) => {
    if (problem.code === 'ENOENT') return undefined
    throw problem
  })
  if (present === wanted) return true
  if (shouldWrite) await writeFile(url, wanted)
  return false
}
