import type { SdkCall, Seen } from './proofs.ts'

/** A row of a kit: the call, and what was seen of it; undefined when it did not get there. */
export type KitRow = { call: SdkCall; seen: Seen | undefined }
/** How many vectors of a group there are, and how many of them were proved. */
export type VectorRow = { group: string; what: string; proved: number; total: number }
export type FuzzRow = { rounds: number; kinds: ReadonlyMap<string, number> }

/** docs/conformance.md, from what the test has seen. */
export function describeConformance(seen: {
  kits: ReadonlyMap<string, readonly KitRow[]>
  vectors: readonly VectorRow[]
  fuzz: FuzzRow | undefined
}): string {
  return [
    '# Conformance',
    '',
    'What was run against the simulator and the parser, and how it ended. Written by a test (`tests/conformance`), which fails',
    'when this file says something else than it has seen.',
    '',
    '## Published SDKs',
    '',
    'Unchanged, as npm has them, each pointed at the simulator by its own base-URL setting and asked for every call that it',
    'offers. The simulator has its defaults but for short waits; what a call needs beside that stands in its row. Every callback was',
    'read by `parseDaraja`, the books were audited after every call.',
    '',
    ...[...seen.kits].flatMap(([kit, rows]) => describeKit(kit, rows)),
    '## Test vectors',
    '',
    'Every request, answer, callback and gateway error that was collected of Daraja (`tests/conformance/vectors.json`), field by',
    'field, in their order, with their JSON types.',
    '',
    '| vectors | proved | |',
    '| --- | --- | --- |',
    ...seen.vectors.map((row) => `| ${row.group} | ${row.proved} of ${row.total} | ${row.what} |`),
    '',
    '## The parser',
    '',
    describeFuzz(seen.fuzz),
    '',
  ].join('\n')
}

function describeKit(kit: string, rows: readonly KitRow[]): string[] {
  return [
    `### ${kit}`,
    '',
    '| call | API | answer | callback | books |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(({ call, seen }) => {
      const name = `\`${call.name}\`${call.note === undefined ? '' : ` ${call.note}`}`
      const { answer = '**failed**', callback = '', books = '' } = seen ?? {}
      return `| ${name} | ${call.api} | ${answer} | ${callback} | ${books} |`
    }),
    '',
  ]
}

function describeFuzz(fuzz: FuzzRow | undefined): string {
  if (fuzz === undefined) return '**Failed** the fuzzer.'
  const { refused = 0, ...read } = Object.fromEntries(fuzz.kinds)
  const kinds = Object.entries(read).map(([kind, count]) => `${kind} ${count}`)
  return [
    `${fuzz.rounds} callbacks and answers with up to three mutations of structure, text and bytes: nothing thrown, no byte lost,`,
    `none slow. ${refused} were refused with a reason, the others read: ${kinds.join(', ')}.`,
  ].join('\n')
}
