/** Two commands started at once on a fresh clone install once: the second waits for the first. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cloneDir } from './clone.js'

const lockPath = join(cloneDir, '.hazina', 'install.lock')

/** Runs `work` while no other process of this clone does, and then lets the next one go on. */
export async function withInstallLock(work) {
  mkdirSync(join(cloneDir, '.hazina'), { recursive: true })
  for (let told = false; !takeLock(); told = true) {
    if (!told)
      process.stderr.write('Another command is installing the packages; waiting for it …\n')
    await sleep(300)
  }
  const release = () => rmSync(lockPath, { force: true })
  process.once('exit', release)
  try {
    await work()
  } finally {
    release()
    process.off('exit', release)
  }
}

function takeLock() {
  try {
    writeFileSync(lockPath, String(process.pid), { flag: 'wx' })
    return true
  } catch (problem) {
    if (problem.code !== 'EEXIST') throw problem
    removeIfStale()
    return false
  }
}

function removeIfStale() {
  const holder = readHolder(lockPath)
  // An empty file is a holder between making it and writing its number.
  if (!holder || isAlive(Number(holder))) return
  const aside = `${lockPath}.${process.pid}`
  try {
    renameSync(lockPath, aside)
    // Somebody else may have removed the stale lock and taken it meanwhile: then theirs goes back.
    if (readHolder(aside) !== holder) linkSync(aside, lockPath)
  } catch (problem) {
    if (problem.code !== 'ENOENT' && problem.code !== 'EEXIST') throw problem
  } finally {
    rmSync(aside, { force: true })
  }
}

function readHolder(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (problem) {
    if (problem.code === 'ENOENT') return undefined
    throw problem
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    return problem.code === 'EPERM'
  }
}
