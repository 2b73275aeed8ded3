/**
 * Where a clone keeps its data. Two clones never share a folder, and a folder that once held data is never silently
 * swapped for an empty one.
 */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { canEnter, choosePostgresUser } from './os-user.ts'
import { explainFileProblem, StartProblem } from './start-problem.ts'

/** For root, where the clone lies somewhere that only root may enter. */
const systemFolder = '/var/lib/hazina'

/**
 * The data folder of this clone: the one that is named (`HAZINA_DATA_DIR`, relative to the clone), else `.hazina` in
 * the clone, else, where PostgreSQL's user cannot enter the clone, a folder of its own under /var/lib/hazina, which
 * `.hazina/data-directory` in the clone remembers. Nothing but that note is written.
 */
export function resolveDataDir(options: {
  cloneDir: string
  named?: string | undefined
  systemDir?: string
}): string {
  const cloneDir = realpathSync(options.cloneDir)
  if (options.named) return resolve(cloneDir, options.named)
  const inClone = join(cloneDir, '.hazina')
  const user = choosePostgresUser([join(inClone, 'postgres', 'data'), inClone])
  if (!user || canEnter(user, cloneDir)) return recall(inClone, cloneDir) ?? inClone
  if (existsSync(join(inClone, 'postgres', 'data'))) {
    throw new StartProblem(
      'unreachable',
      `The data in ${inClone} was made when ${user.name} could enter that folder: give it back the right to enter ${cloneDir}, or move the data and name its place with HAZINA_DATA_DIR.`,
    )
  }
  return recall(inClone, cloneDir) ?? chooseElsewhere(inClone, cloneDir, options.systemDir)
}

/** Makes the data folder if it is new, lets PostgreSQL's user pass through it, and returns its real path. */
export function openDataDir(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 })
    const real = realpathSync(dataDir)
    const user = choosePostgresUser([join(real, 'postgres', 'data'), real])
    // The folder is ours, so its own mode is ours to set; what lies above it is not.
    if (user && !canEnter(user, real)) chmodSync(real, 0o711)
    if (!canEnter(user, real)) {
      throw new StartProblem(
        'unreachable',
        `${user ? `PostgreSQL's user (${user.name})` : 'This user'} cannot enter ${real}: name a folder it can enter with HAZINA_DATA_DIR, such as ${systemFolder}.`,
      )
    }
    return real
  } catch (problem) {
    throw explainFileProblem(problem, dataDir)
  }
}

type Note = { cloneDir: string; dataDir: string }

function recall(inClone: string, cloneDir: string): string | undefined {
  const path = join(inClone, 'data-directory')
  if (!existsSync(path)) return undefined
  const note = JSON.parse(readFileSync(path, 'utf8')) as Note
  // A copied clone brings the note along; the data stays the original's. A moved clone keeps its data.
  const isCopy = note.cloneDir !== cloneDir && existsSync(note.cloneDir)
  return isCopy ? undefined : note.dataDir
}

function chooseElsewhere(inClone: string, cloneDir: string, systemDir = systemFolder): string {
  const hash = createHash('sha256').update(cloneDir).digest('hex').slice(0, 8)
  try {
    if (!existsSync(systemDir)) makeOpen(systemDir)
    const dataDir = makeFirstFree(join(systemDir, hash))
    mkdirSync(inClone, { recursive: true, mode: 0o755 })
    const note = { cloneDir, dataDir } satisfies Note
    writeFileSync(join(inClone, 'data-directory'), `${JSON.stringify(note)}\n`)
    return dataDir
  } catch (problem) {
    throw explainFileProblem(problem, systemDir)
  }
}

// A clone that was removed and cloned again to the same place is another clone.
function makeFirstFree(path: string): string {
  for (let attempt = 1; attempt < 1000; attempt++) {
    const candidate = attempt === 1 ? path : `${path}-${attempt}`
    if (existsSync(candidate)) continue
    makeOpen(candidate)
    return candidate
  }
  throw new StartProblem(
    'unreachable',
    `${path} is taken: name a data folder with HAZINA_DATA_DIR.`,
  )
}

// Whatever the umask says, PostgreSQL's user has to pass through.
function makeOpen(folder: string): void {
  mkdirSync(folder)
  chmodSync(folder, 0o755)
}
