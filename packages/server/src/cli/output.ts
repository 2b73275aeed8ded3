/** Prints JSON for scripts. Cents are whole numbers far below where JSON numbers lose any. */
export function writeJson(value: unknown): void {
  process.stdout.write(
    `${JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? Number(one) : one), 2)}\n`,
  )
}

/** Rows under their headings, each column as wide as it must be. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows]
  const widths = headings.map((_, column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  )
  return `${all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`
}
