import { measureEndToEnd } from './end-to-end.ts'
import { measureEngine } from './engine.ts'
import { describeMachine, describeMoment } from './machine.ts'
import { type Section, writeResults } from './results.ts'
import { measureSimulator } from './simulator.ts'
import { measureSimulatorBooks } from './simulator-books.ts'
import { measureStart } from './start.ts'

/** The parts, in the order of the results; `npm run bench -- engine` runs one of them. */
const parts = {
  engine: { title: 'Engine', measure: measureEngine },
  'end-to-end': { title: 'End to end', measure: measureEndToEnd },
  start: { title: 'Start, memory, first load', measure: measureStart },
  simulator: { title: 'Simulator', measure: measureSimulator },
  'simulator-books': { title: 'Books of the simulator', measure: measureSimulatorBooks },
} as const satisfies Record<
  string,
  { title: string; measure: (log: (line: string) => void) => Promise<Section> }
>

const log = (line: string) => void process.stdout.write(`${line}\n`)
// An end that is asked for is an ordinary exit, at which what was started is stopped and temporary data removed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !Object.hasOwn(parts, name))
if (unknown !== undefined) {
  process.stderr.write(
    `There is no part "${unknown}": say one of ${Object.keys(parts).join(', ')}.\n`,
  )
  process.exitCode = 1
} else {
  const machine = await describeMachine()
  log(machine.text.join('\n'))
  const measured: Section[] = [machine]
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const moment = describeMoment()
    log(`\n${part.title}: ${moment}`)
    const section = await part.measure(log)
    measured.push({ ...section, text: [moment, ...section.text] })
    writeResults(measured, ['Machine', ...Object.values(parts).map((one) => one.title)])
  }
}
