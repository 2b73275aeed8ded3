import { describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { all, header, line, read, refusal } from '../../test-data/statements.ts'
import { readStatement } from './read-statement.ts'

describe('a workbook', () => {
  const columns = header.split(',')

  async function workbook(rows: readonly (readonly (string | number | boolean | Date | null)[])[]) {
    const sheet = rows.map((row) =>
      row.map((value) =>
        value instanceof Date ? { value, type: Date, format: 'dd-mm-yyyy hh:mm:ss' } : value,
      ),
    )
    return writeExcelFile(sheet).toBuffer()
  }

  test('says the same as the CSV, whether its cells are texts, numbers or dates', async () => {
    const at = (text: string) => new Date(`${text}Z`)
    const file = await workbook([
      ['Organization Name:', 'EXAMPLE ORG'],
      [null],
      columns,
      [
        'UA24ST0RE9',
        '02-01-2026 11:15:00',
        '02-01-2026 11:14:58',
        'Pay Bill',
        'Completed',
        '1,200.00',
        null,
        '41880.50',
        'true',
        'Pay Bill Online',
        '2547****149 - AMINA TEST',
        null,
        'UNIT-7',
      ],
      [
        'UA24ST0RE9',
        at('2026-01-02T11:15:00'),
        at('2026-01-02T11:14:58'),
        'Charge',
        'Completed',
        null,
        -5.1,
        41875.4 + 1e-11,
        true,
        null,
        null,
        null,
        254712345678,
      ],
      ['Totals', null, null, null, null, 1200, -5.1],
    ])
    const { rows, ...top } = await read(file)
    expect(top).toMatchObject({ format: 'xlsx', organisation: 'EXAMPLE ORG', header: { line: 3 } })
    const completedAt = new Date('2026-01-02T11:15:00+03:00')
    const initiatedAt = new Date('2026-01-02T11:14:58+03:00')
    expect(rows).toMatchObject([
      { line: 4, completedAt, initiatedAt, amountCents: 120000n, balanceCents: 4188050n },
      {
        line: 5,
        completedAt,
        initiatedAt,
        amountCents: -510n,
        balanceCents: 4187540n,
        balanceConfirmed: true,
        accountNumber: '254712345678',
      },
      { kind: 'totals', paidInCents: 120000n, withdrawnCents: 510n },
    ])
  })

  test('in pieces reads the same', async () => {
    const file = await workbook([columns, line.replace('"1,200.00"', '1200.00').split(',')])
    async function* pieces() {
      for (let at = 0; at < file.length; at += 3) yield file.subarray(at, at + 3)
    }
    const { rows } = await readStatement(pieces())
    expect(await all(rows)).toEqual((await read(file)).rows)
  })

  test('with more rows than are read whole is refused before it is unpacked', async () => {
    const row = line.replace('"1,200.00"', '1200.00').split(',')
    const file = await workbook([columns, ...Array.from({ length: 300 }, () => row)])
    expect((await read(file, { workbookRowsMax: 300 })).rows).toHaveLength(300)
    const refused = read(file, { workbookRowsMax: 50 })
    await expect(refused).rejects.toMatchObject({
      code: 'too_large',
      message:
        'The workbook has more than the 50 rows that are read from Excel files; export the statement as CSV, which has no such limit.',
    })
  })

  test('without a header, or cut off anywhere, is refused', async () => {
    const file = await workbook([['a', 'b']])
    expect((await refusal(file)).code).toBe('not_a_statement')
    for (let length = 8; length < file.length; length += 97) {
      expect((await refusal(file.subarray(0, length))).code).toBe('damaged')
    }
  })
})
