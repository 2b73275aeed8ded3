import { createSimulator } from '@hazina/simulator'

/** A simulator in a process of its own, for the benchmark, which speaks with it over the channel of `fork`. */
const [stateFile] = process.argv.slice(2)
const startedAtMs = performance.now()
const simulator = await createSimulator({
  seed: 'bench',
  autoAnswer: 'pay',
  timings: { promptDelayMs: 20, autoAnswerAfterMs: 20, callbackDelayMs: [20, 60], earlyQueryMs: 0 },
  ...(stateFile === undefined ? {} : { stateFile }),
})
simulator.setAutoAnswer('pay', { afterMs: 20 })
const url = await simulator.listen()

process.on('message', (question) => {
  if (question === 'cpu') process.send?.(process.cpuUsage())
  if (question === 'memory') process.send?.(process.memoryUsage())
  if (question === 'books') {
    const [organisation] = simulator.books().organisations
    process.send?.({
      audit: simulator.audit(),
      collectedCents: Number(organisation?.utilityCents ?? 0n),
    })
  }
})
process.on('disconnect', () => void simulator.close().then(() => process.exit()))
process.send?.({ url, startMs: performance.now() - startedAtMs })
