import { depositStates } from '../../packages/server/src/transactions/deposit-states.ts'

/** The states of a deposit and where each may go, from the table that drives the code. */
export function describeDepositStates(): string {
  const states = Object.entries(depositStates)
  const arrows = states.flatMap(([from, { to }]) => to.map((next) => `    ${from} --> ${next}`))
  const rows = states.map(
    ([state, { status, to }]) => `| ${state} | ${status} | ${to.join(', ') || '–'} |`,
  )
  return [
    '# States of a deposit',
    '',
    'Written by `npm run drift -- --write` from `packages/server/src/transactions/deposit-states.ts`; the database holds the same table.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '    [*] --> created',
    ...arrows,
    '```',
    '',
    '| state | shown as | may become |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
