import type { Network } from '../network.ts'

/** Something M-PESA asks a business and waits for. */
export type Question = {
  url: string
  /** Its JSON; empty for none. */
  body: string
  headers?: Record<string, string>
  /** How long the business has, in the system's time. */
  timeoutMs: number
}

/** `unreachable`: nobody is there. `ended`: no answer in time, or the simulator closes. */
export type QuestionAnswer =
  | { said: 'answer'; status: number; text: string }
  | { said: 'unreachable' }
  | { said: 'ended' }

/** Posts a question and gives back what came of it. Never rejects: what the business does is its own affair. */
export function askBusiness(network: Network, question: Question): Promise<QuestionAnswer> {
  const { onTheirWay, admit } = network.outgoing
  const asking = admit(() => ask(network, question))
  const tracked: Promise<void> = asking.then(() => {
    onTheirWay.delete(tracked)
  })
  onTheirWay.add(tracked)
  return asking
}

async function ask(network: Network, question: Question): Promise<QuestionAnswer> {
  const { clock, outgoing, requests } = network
  const { url, body, timeoutMs } = question
  const headers = { 'Content-Type': 'application/json;charset=UTF-8', ...question.headers }
  const startedAtMs = clock.now().getTime()
  const answer = await outgoing.poster.post({ url, headers, body, timeoutMs })
  const { status, text } = answer
  requests.add({
    kind: 'callback',
    method: 'POST',
    path: url,
    startedAtMs,
    headers,
    body,
    status,
    ...(status === null ? {} : { answerHeaders: answer.headers, answerBody: text }),
    outcome: status === null ? answer.outcome : 'answered',
  })
  network.changed()
  if (status !== null) return { said: 'answer', status, text }
  return answer.outcome.startsWith('not delivered') ? { said: 'unreachable' } : { said: 'ended' }
}
