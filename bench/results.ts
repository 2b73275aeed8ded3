import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One part of the results: paragraphs and tables under a heading. */
export type Section = { title: string; text: string[] }

const file = join(import.meta.dirname, 'results.md')

/** Writes the sections that were measured; those of parts that did not run stay as they were, each with its own date. */
export function writeResults(measured: readonly Section[], order: readonly string[]): void {
  const sections = new Map([
    ...readSections(),
    ...measured.map((one) => [one.title, bodyOf(one)] as const),
  ])
  const text = order.flatMap((title) => {
    const body = sections.get(title)
    return body === undefined ? [] : [`## ${title}\n\n${body}`]
  })
  writeFileSync(
    file,
    `# Benchmark results\n\nWritten by \`npm run bench\`.\n\n${text.join('\n\n')}\n`,
  )
}

/** A Markdown table, its columns aligned for those who read it as text. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padStart(widths[column] ?? 0)).join(' | ')} |`
  const rule = `|${widths.map((width) => `${'-'.repeat(width + 1)}:`).join('|')}|`
  return [line(heads), rule, ...rows.map(line)].join('\n')
}

/** A number for people; a dash for what this machine does not tell. */
export function figure(value: number | undefined, decimals: number): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  return value.toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
}

function bodyOf({ text }: Section): string {
  return text.join('\n\n')
}

function readSections(): [string, string][] {
  if (!existsSync(file)) return []
  const [, ...parts] = readFileSync(file, 'utf8').split(/^## /m)
  return parts.map((part) => {
    const end = part.indexOf('\n')
    return [part.slice(0, end), part.slice(end).trim()]
  })
}
