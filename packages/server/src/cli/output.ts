/** Prints JSON for scripts. Cents are whole numbers far below where JSON numbers lose any. */
export function writeJson(value: unknown): void {
  process.stdout.write(
    `${JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? Number(one) : one), 2)}\n`,
  )
}

/** Cents as `KES 1,000.00`. */
export function formatCents(cents: bigint): string {
  const sign = cents < 0n ? '-' : ''
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0')
  const shillings = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `KES ${sign}${shillings}.${digits.slice(-2)}`
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
