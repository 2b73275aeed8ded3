import type { ScenarioStep } from './scenario.ts'

/** The phone is there. */
export const phoneExists: ScenarioStep = {
  method: 'POST',
  path: '/simulator/subscribers',
  body: { phone: '{phone}' },
  allow: [409],
}

/** The phone changes. */
export function changePhone(body: Record<string, unknown>): ScenarioStep {
  return { method: 'PATCH', path: '/simulator/subscribers/{phone}', body }
}

/** A fault strikes the next thing it fits. */
export function addFault(name: string, rule: Record<string, unknown>): ScenarioStep {
  return { method: 'POST', path: '/simulator/faults', body: { [name]: { ...rule, times: 1 } } }
}

/** A fault strikes the push that is open on the phone, or else the next one to it. */
export function faultOfPush(name: string, rule: Record<string, unknown> = {}): ScenarioStep[] {
  return [
    { ...addFault(name, { ...rule, id: '{prompt}' }), when: 'prompt' },
    { ...addFault(name, { ...rule, on: 'push', phone: '{phone}' }), when: 'no-prompt' },
  ]
}

/** The phone pays the prompt that is on it, or else those that come. */
export const payPrompt: readonly ScenarioStep[] = [
  { method: 'POST', path: '/simulator/pay', body: { phone: '{phone}' }, when: 'prompt' },
  { ...changePhone({ autoAnswer: 'pay' }), when: 'no-prompt' },
]

/** The phone cancels the prompt that is on it, or else those that come. */
export const cancelPrompt: readonly ScenarioStep[] = [
  { method: 'POST', path: '/simulator/decline', body: { phone: '{phone}' }, when: 'prompt' },
  { ...changePhone({ autoAnswer: 'cancel' }), when: 'no-prompt' },
]
