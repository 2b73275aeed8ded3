#!/usr/bin/env node
/**
 * What every npm script calls. Plain JavaScript for whatever Node the machine has: it sees that the packages are
 * there, among them the Node that Hazina runs on, and then does what was asked with that Node.
 */
const oldestMajor = 20
const major = Number(process.versions.node.split('.')[0])

// Nothing is imported above, and nothing newer than Node 12 is written in this file: older ones must get this far.
if (major < oldestMajor) {
  const wanted = `Hazina needs Node ${oldestMajor} or newer and this is ${process.versions.node}`
  process.stderr.write(`${wanted}: install a newer one from https://nodejs.org.\n`)
  process.exitCode = 1
} else {
  import('./setup/tasks.js').then(
    ({ runTask }) => runTask(process.argv.slice(2)),
    (problem) => {
      process.stderr.write(`${problem.stack}\n`)
      process.exitCode = 1
    },
  )
}
