import { describe, expect, test } from 'vitest'
import { header, line, only, read, withCell } from '../../test-data/statements.ts'

describe('a row', () => {
  test.each([
    ['02-01-2026 11:15:00', '2026-01-02T11:15:00+03:00'],
    ['2026-01-02 11:15:00', '2026-01-02T11:15:00+03:00'],
    ['2026-01-02T11:15:00', '2026-01-02T11:15:00+03:00'],
    ['02/01/2026 11:15', '2026-01-02T11:15:00+03:00'],
    ['2/1/26 1:05', '2026-01-02T01:05:00+03:00'],
    ['02.01.2026 11:15:00', '2026-01-02T11:15:00+03:00'],
    ['02-01-2026 12:15:00 AM', '2026-01-02T00:15:00+03:00'],
    ['02-01-2026 12:15 pm', '2026-01-02T12:15:00+03:00'],
    ['02-01-2026 01:15:09 PM', '2026-01-02T13:15:09+03:00'],
  ])('completed at %s', async (told, instant) => {
    expect(await only(withCell(1, told))).toMatchObject({ completedAt: new Date(instant) })
  })

  test('takes the order of day and month from the receipt, or as it is told', async () => {
    const text = withCell(1, '1/2/2026 11:15')
    const january = new Date('2026-01-02T11:15:00+03:00')
    const february = new Date('2026-02-01T11:15:00+03:00')
    expect(await only(text)).toMatchObject({ completedAt: january })
    expect(await only(text, { dateOrder: 'day-first' })).toMatchObject({ completedAt: february })
    expect(await only(text.replace('UA24ST0RE9', 'UB14ST0RE9'))).toMatchObject({
      completedAt: february,
    })
    expect(await only(withCell(1, '03-02-2026 11:15'), { dateOrder: 'month-first' })).toMatchObject(
      {
        completedAt: new Date('2026-03-02T11:15:00+03:00'),
      },
    )
  })

  test.each([
    ['5.00', 500n],
    ['0.05', 5n],
    ['5', 500n],
    ['5.5', 550n],
    ['"1,200.00"', 120000n],
    ['"12,345,678.90"', 1234567890n],
    ['KES 5.00', 500n],
    ['-5.00', -500n],
    ['(5.00)', -500n],
    ['90071992547409.93', 9007199254740993n],
  ])('has %s paid in to the cent', async (told, cents) => {
    const text = withCell(5, 'AMOUNT').replace('AMOUNT', told)
    expect(await only(text)).toMatchObject({ paidInCents: cents, amountCents: cents })
  })

  test('withdrawn counts as going out, with its minus or without', async () => {
    for (const told of ['-60.00', '60.00']) {
      const row = await only(withCell(6, told).replace('5.00', ''))
      expect(row).toMatchObject({ withdrawnCents: 6000n, amountCents: -6000n })
    }
  })

  test.each([
    [0, '', 'Line 2: Receipt No. is blank.'],
    [0, "'; drop", "Line 2: Receipt No. “'; drop” is not a receipt."],
    [1, '', 'Line 2: Completion Time is blank.'],
    [
      1,
      '31-04-2026 11:15:00',
      'Line 2: Completion Time “31-04-2026 11:15:00” is not a date with a time.',
    ],
    [
      1,
      '02-01-2026 24:15:00',
      'Line 2: Completion Time “02-01-2026 24:15:00” is not a date with a time.',
    ],
    [
      1,
      '02-01-2026 13:15 PM',
      'Line 2: Completion Time “02-01-2026 13:15 PM” is not a date with a time.',
    ],
    [2, 'yesterday', 'Line 2: Initiation Time “yesterday” is not a date with a time.'],
    [5, 'five', 'Line 2: Paid In “five” is not an amount in shillings.'],
    [5, '5.005', 'Line 2: Paid In “5.005” is not an amount in shillings.'],
    [5, '', 'Line 2: Paid In is blank as is Withdrawn, though the transaction is completed.'],
    [6, '--5', 'Line 2: Withdrawn “--5” is not an amount in shillings.'],
    [7, '1e3', 'Line 2: Balance “1e3” is not an amount in shillings.'],
  ])('with cell %i as “%s” is set aside with the reason', async (position, cell, reason) => {
    expect(await only(withCell(position, cell))).toMatchObject({
      kind: 'unreadable',
      line: 2,
      reason,
    })
  })

  test('that failed may have moved nothing', async () => {
    const row = await only(withCell(4, 'Failed').replace('5.00', ''))
    expect(row).toMatchObject({ kind: 'transaction', status: 'Failed', amountCents: 0n })
    expect(row).not.toHaveProperty('paidInCents')
  })

  test('that is cut short, or too long, keeps what it has', async () => {
    const short = 'UA24ST0RE9,02-01-2026 11:15:00,,Pay Bill,Completed,5.00'
    const { rows } = await read(`${header}\n${short}\n${line},more\n`)
    expect(rows).toMatchObject([
      { kind: 'transaction', amountCents: 500n, cells: short.split(',') },
      { kind: 'transaction', amountCents: 120000n },
    ])
    expect(rows[1]?.cells).toHaveLength(14)
  })

  test('counts its line, also after a quoted line break and blank lines', async () => {
    const broken = line.replace('Pay Bill,', '"Pay\nBill",')
    const { rows } = await read(`A,B\n\n${header}\n\n${line}\n${broken}\n\n${line}\n`)
    expect(rows.map((row) => row.line)).toEqual([5, 7, 9])
  })

  test('with a stray quotation mark in a name is read', async () => {
    const row = await only(`${header}\n${line.replace('AMINA TEST', 'MAMA "K" SHOP')}\n`)
    expect(row).toMatchObject({ otherParty: { name: 'MAMA "K" SHOP' } })
  })

  test('of totals is told apart', async () => {
    const totals = 'Totals,,,,,"1,200.00","-9,005.00",,,,,,'
    expect(await only(`${header}\n${totals}\n`)).toMatchObject({
      kind: 'totals',
      paidInCents: 120000n,
      withdrawnCents: 900500n,
    })
    expect(await only(`${header}\n,,,Total:,,5.00,,,,,,,\n`)).toMatchObject({ kind: 'totals' })
  })
})
