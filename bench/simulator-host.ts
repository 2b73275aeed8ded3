import { createSimulator } from '@hazina/simulator'
import type { Question } from './simulator-process.ts'

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

async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'cpu':
      return process.cpuUsage()
    case 'memory':
      return process.memoryUsage()
    case 'books': {
      const { organisations } = simulator.books()
      const paid = organisations.find(({ shortcode }) => shortcode === question.shortcode)
      return { audit: simulator.audit(), collectedCents: Number(paid?.utilityCents ?? 0n) }
    }
    case 'fill':
      return simulator.transactions.fill({
        payments: question.payments,
        shortcode: question.shortcode,
      })
  }
}

process.on('message', async (question: Question) => process.send?.(await answer(question)))
process.on('disconnect', () => void simulator.close().then(() => process.exit()))
process.send?.({ url, startMs: performance.now() - startedAtMs })
