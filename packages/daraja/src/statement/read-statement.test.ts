import { describe, expect, test } from 'vitest'
import {
  all,
  chunked,
  header,
  line,
  read,
  refusal,
  sampleCsv,
  taken,
} from '../../test-data/statements.ts'
import { readStatement } from './read-statement.ts'
import type { StatementRow } from './statement-row.ts'

describe('the portal’s export', () => {
  test('is read field by field', async () => {
    const { rows, ...top } = await read(sampleCsv)
    expect(top).toMatchObject({
      format: 'csv',
      organisation: 'EXAMPLE ORG',
      shortcode: '600984',
      from: new Date('2026-01-02T00:00:00+03:00'),
      to: new Date('2026-01-02T23:59:59+03:00'),
      header: { line: 5, columns: header.split(','), missing: [], unknown: [] },
    })
    expect(top.lines.map((each) => each.line)).toEqual([1, 2, 3])
    const amina = { text: '2547****149 - AMINA TEST', id: '2547****149', name: 'AMINA TEST' }
    const payment = {
      kind: 'transaction',
      receipt: 'UA24ST0RE9',
      completedAt: new Date('2026-01-02T11:15:00+03:00'),
      initiatedAt: new Date('2026-01-02T11:14:58+03:00'),
      status: 'Completed',
      balanceConfirmed: true,
      reasonType: 'Pay Bill Online',
      otherParty: amina,
      accountNumber: 'UNIT-7',
    }
    expect(rows.map(({ cells: _, ...row }) => row)).toEqual([
      {
        ...payment,
        line: 6,
        withdrawnCents: 500n,
        amountCents: -500n,
        balanceCents: 4187550n,
        details: 'Pay Bill Charge',
      },
      {
        ...payment,
        line: 7,
        paidInCents: 120000n,
        amountCents: 120000n,
        balanceCents: 4188050n,
        details: 'Pay Bill from 2547****149 - AMINA TEST Acc. UNIT-7',
      },
      {
        kind: 'transaction',
        line: 8,
        receipt: 'UA21B2BX09',
        completedAt: new Date('2026-01-02T09:30:15+03:00'),
        initiatedAt: new Date('2026-01-02T09:30:14+03:00'),
        status: 'Completed',
        withdrawnCents: 900000n,
        amountCents: -900000n,
        balanceCents: 4068050n,
        balanceConfirmed: true,
        details: 'Organization Settle to Bank',
        reasonType: 'Withdraw Funds to Bank',
        otherParty: { text: 'EXAMPLE BANK', name: 'EXAMPLE BANK' },
      },
    ])
    expect(rows[1]?.cells[5]).toBe('1,200.00')
  })

  test('reads the same in pieces of any length', async () => {
    const whole = await read(sampleCsv)
    for (const length of [1, 2, 7, 100]) {
      const { rows, ...top } = await readStatement(chunked(sampleCsv, length))
      expect({ ...top, rows: await all(rows) }).toEqual(whole)
    }
  })

  test.each([
    ['a byte order mark', `\ufeff${sampleCsv}`],
    ['Windows line breaks', sampleCsv.replaceAll('\n', '\r\n')],
    ['old Mac line breaks', sampleCsv.replaceAll('\n', '\r')],
    ['mixed line breaks', sampleCsv.replace('\n', '\r\n')],
    ['quotes around everything', sampleCsv.replace(header, `"${header.split(',').join('","')}"`)],
    ['capitals in the header', sampleCsv.replace(header, header.toUpperCase())],
    ['nothing above the header', sampleCsv.slice(sampleCsv.indexOf(header))],
    ['a header again among the rows', `${sampleCsv}${header}\n`],
    ['blank lines', `${sampleCsv}\n\n,,,,,,,,,,,,\n`],
  ])('with %s it says the same', async (_, text) => {
    const strip = ({ line: _line, ...row }: StatementRow) => row
    const [told, plain] = [await read(text), await read(sampleCsv)]
    expect(told.rows.map(strip)).toEqual(plain.rows.map(strip))
  })

  test('saved again by Excel, with semicolons, decimal commas and other dates, it says the same', async () => {
    const saved = [
      'Organization Name:;EXAMPLE ORG;;;;;;;;;;;',
      header.replaceAll(',', ';'),
      'UA24ST0RE9;02/01/2026 11:15;2/1/2026 11:14;Pay Bill;Completed;1.200,00;;41880,5;TRUE;;;;',
      'UA24ST0RE9;02/01/2026 11:15;2/1/2026 11:14;Charge;Completed;;-5;41.875,50;TRUE;;;;',
    ].join('\r\n')
    const { rows, organisation } = await read(saved)
    expect(organisation).toBe('EXAMPLE ORG')
    const completedAt = new Date('2026-01-02T11:15:00+03:00')
    expect(rows).toMatchObject([
      { completedAt, amountCents: 120000n, balanceCents: 4188050n, balanceConfirmed: true },
      { completedAt, amountCents: -500n, balanceCents: 4187550n },
    ])
  })

  test('in UTF-16, and in what Windows calls CSV, names are read', async () => {
    const named = `${header}\n${line.replace('AMINA TEST', 'ZOË TEST')}\n`
    const wide = Buffer.from(`\ufeff${named.replaceAll(',', ',')}`, 'utf16le')
    const narrow = Buffer.from(named, 'latin1')
    for (const bytes of [wide, narrow]) {
      const { rows } = await read(bytes)
      expect(rows).toMatchObject([{ otherParty: { name: 'ZOË TEST' }, paidInCents: 120000n }])
    }
  })
})

describe('columns', () => {
  test('may stand in any order, be more than known, or lack what a row can do without', async () => {
    const text =
      'Branch,Withdrawn,Paid In,Transaction Status,Completion Time,Receipt No.\nCBD,,5.00,Completed,2026-01-02 11:15:00,UA24ST0RE9\n'
    const statement = await read(text)
    expect(statement.header).toMatchObject({ unknown: ['Branch'] })
    expect(statement.header.missing).toContain('Balance')
    expect(statement.rows).toMatchObject([{ amountCents: 500n, cells: { 0: 'CBD' } }])
  })

  test('that are needed and missing are named with the line', async () => {
    const error = await refusal(
      `Some,thing\n${header.replace('Paid In,', '').replace('Withdrawn,', '')}\n`,
    )
    expect(error).toMatchObject({ code: 'missing_column', line: 2 })
    expect(error.message).toBe(
      'The header in line 2 lacks the columns “Paid In”, “Withdrawn”; export the statement again with all columns.',
    )
  })
})

describe('what is no statement is refused in one sentence', () => {
  test.each([
    ['nothing', '', 'The file is empty'],
    ['a PDF', '%PDF-1.7 …', 'The file is a PDF'],
    ['a web page', ' <html><body>', 'The file is a web page'],
    [
      'an old Excel file',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'The file is an old or encrypted',
    ],
    ['other text', 'a,b\n1,2\n', 'No line with “Receipt No.”'],
    ['very much other text', 'a,b\n'.repeat(200_000), 'No line with “Receipt No.”'],
    ['a broken archive', 'PK\u0003\u0004 and no more', 'The Excel file is damaged'],
  ])('%s', async (_, input, start) => {
    const error = await refusal(input)
    expect(error.message.startsWith(start)).toBe(true)
    expect(error.message).toMatch(/; .*\.$/)
  })

  test('a quotation mark that is never closed names its line and eats no memory', async () => {
    const plain = line.replaceAll('"', '')
    const text = `${header}\n${line}\n"${plain}\n${`${plain}\n`.repeat(5000)}`
    const error = await refusal(text)
    expect(error.code).toBe('damaged')
    expect(error.message).toMatch(/at line \d+, has a quotation mark that is never closed/)
  })
})

describe('a stream', () => {
  test('is read no further than its rows are taken, and let go', async () => {
    let given = 0
    let closed = false
    async function* endless() {
      try {
        yield new TextEncoder().encode(`${header}\n`)
        for (;;) {
          given += 1
          yield new TextEncoder().encode(`${line}\n`.repeat(100))
        }
      } finally {
        closed = true
      }
    }
    const { rows } = await readStatement(endless())
    for await (const row of rows) if (row.line > 1000) break
    expect(given).toBeLessThan(100)
    await expect.poll(() => closed).toBe(true)
  })

  test('that fails passes its failure on', async () => {
    async function* failing() {
      yield new TextEncoder().encode(`${header}\n${line}\n`)
      throw new Error('disk gone')
    }
    await expect(taken(readStatement(failing()))).rejects.toThrow('disk gone')
  })
})
