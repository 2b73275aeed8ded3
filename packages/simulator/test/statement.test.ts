import { readStatement } from '@hazina/daraja/statement'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import type { Simulator } from '../src/index.ts'
import { payer, startsSimulators } from './harness.ts'

const start = startsSimulators()
const header =
  'Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Paid In,Withdrawn,Balance,Balance Confirmed,Reason Type,Other Party Info,Linked Transaction ID,A/C No.'

async function stage() {
  const started = await start({
    businesses: [
      {
        shortcode: '600984',
        name: 'EXAMPLE ORG',
        type: 'paybill',
        passkey: 'p',
        tariff: 'customer-bouquet',
        balances: { utility: 40_680.5 },
      },
    ],
    subscribers: [{ phone: payer, name: 'AMINA TEST', balance: 100_000 }],
  })
  const { simulator } = started
  const pay = async (account: string, amount: number) => {
    const { receipt } = simulator.phones.payBill({
      phone: payer,
      business: '600984',
      account,
      amount,
      pin: '1234',
    })
    await simulator.advance(15_000)
    return receipt
  }
  const csv = async (query = '') => {
    const answer = await started.daraja.call(
      `/simulator/organisations/600984/statement?format=csv${query}`,
    )
    return { ...answer, rows: tableOf(answer.text) }
  }
  return { ...started, pay, csv }
}

/** The rows below the header, by its names. */
function tableOf(text: string): Record<string, string>[] {
  return parse(text.slice(text.indexOf(header)), { columns: true })
}

const centsOf = (text: string | undefined) =>
  Math.round(Number((text ?? '').replaceAll(',', '')) * 100)

/** Every balance is the one below it and what moved, the top one is what there is. */
function expectToAddUp(rows: Record<string, string>[], finalKes: number): void {
  let balance = centsOf(rows.at(-1)?.Balance)
  for (const row of rows.slice(0, -1).reverse()) {
    balance += centsOf(row['Paid In']) + centsOf(row.Withdrawn)
    expect(centsOf(row.Balance)).toBe(balance)
  }
  expect(balance).toBe(Math.round(finalKes * 100))
}

const totalKes = (simulator: Simulator) =>
  Object.values(simulator.organisations.get('600984')?.balances ?? {}).reduce((a, b) => a + b, 0)

describe('the statement', () => {
  test('is the portal’s file: preamble, header, newest first, charges as rows of their own', async () => {
    const { simulator, pay, csv } = await stage()
    const receipt = await pay('UNIT-7', 1_200)
    const { type, text, rows } = await csv('&from=2026-11-23&to=2026-11-23')
    expect(type).toBe('text/csv; charset=utf-8')
    expect(text.split('\n').slice(0, 5)).toEqual([
      'Organization Name:,EXAMPLE ORG',
      'Short Code:,600984',
      'Time Period:,From 23-11-2026 00:00:00 To 23-11-2026 23:59:59',
      '',
      header,
    ])
    const common = {
      'Receipt No.': receipt,
      'Transaction Status': 'Completed',
      'Balance Confirmed': 'true',
      'Other Party Info': '2547****149 - AMINA TEST',
      'A/C No.': 'UNIT-7',
      'Linked Transaction ID': '',
    }
    expect(rows).toMatchObject([
      {
        ...common,
        Details: 'Pay Bill Charge',
        'Paid In': '',
        Withdrawn: '-15.00',
        Balance: '41865.50',
      },
      {
        ...common,
        Details: 'Pay Bill from 2547****149 - AMINA TEST Acc. UNIT-7',
        'Paid In': '1,200.00',
        Withdrawn: '',
        Balance: '41880.50',
        'Completion Time': expect.stringMatching(/^23-11-2026 12:0\d:\d\d$/),
      },
    ])
    expectToAddUp(rows, totalKes(simulator))
  })

  test('adds up to the balances after every kind of movement, in all and account by account', async () => {
    const { simulator, daraja, pay, csv } = await stage()
    for (let number = 1; number <= 12; number++) await pay(`INV-${number}`, number * 700)
    simulator.organisations.topUp('600984', { account: 'working', amount: 500 })
    simulator.organisations.move('600984', { from: 'utility', to: 'working', amount: 250 })
    simulator.organisations.settle('600984', { amount: 9_000 })
    await pay('=HYPERLINK("x")', 300)

    const all = (await csv()).rows
    expectToAddUp(all, totalKes(simulator))
    expect(all[1]?.['A/C No.']).toBe(`'=HYPERLINK("x")`)
    const settlement = all.find(({ Details }) => Details === 'Organization Settle to Bank')
    expect(settlement).toMatchObject({
      Withdrawn: '-9,000.00',
      'Reason Type': 'Withdraw Funds to Bank',
      'Other Party Info': 'Bank',
    })
    const linked = all.filter((row) => row['Linked Transaction ID'] === settlement?.['Receipt No.'])
    expect(linked.map((row) => row.Details)).toContain('Utility Account to Charges Paid Account')
    for (const account of ['utility', 'working', 'charges'] as const) {
      const { rows } = await csv(`&account=${account}`)
      expectToAddUp(rows, simulator.organisations.get('600984')?.balances[account] ?? 0)
    }
    const pages: unknown[] = []
    for (let cursor = ''; ; ) {
      const path = `/simulator/organisations/600984/statement?limit=5${cursor}`
      const { items, nextCursor } = (await daraja.control('GET', path)).json as {
        items: unknown[]
        nextCursor: string | null
      }
      pages.push(...items)
      if (nextCursor === null) break
      cursor = `&cursor=${nextCursor}`
    }
    expect(pages).toHaveLength(all.length)
  })

  test('shows full numbers where they are asked for, and only the time that is asked for', async () => {
    const { simulator, pay, csv } = await stage()
    await pay('EARLY', 300)
    await simulator.advance(86_400_000)
    await pay('LATE', 300)
    const { rows } = await csv('&from=2026-11-24&masked=false')
    expect(rows.map((row) => row['A/C No.'])).toEqual(['LATE', 'LATE'])
    expect(rows[1]).toMatchObject({
      Details: 'Pay Bill from 254708374149 - AMINA TEST Acc. LATE',
      'Other Party Info': '254708374149 - AMINA TEST',
    })
    const early = (await csv('&to=2026-11-23')).rows
    expect(early.map((row) => row['A/C No.'])).toEqual(['EARLY', 'EARLY'])
  })

  test('is a workbook too', async () => {
    const { simulator, pay } = await stage()
    await pay('UNIT-7', 1_200)
    const workbook = await simulator.organisations.statementXlsx('600984')
    const [{ data } = { data: [] }] = await readExcelFile(workbook)
    const at = data.findIndex((row) => row[0] === 'Receipt No.')
    expect(data[at]?.join(',')).toBe(header)
    expect(data[at + 2]?.slice(5, 8)).toEqual([1_200, null, 41_880.5])
    expect(data[at + 1]?.slice(5, 8)).toEqual([null, -15, 41_865.5])
  })

  test('is understood by the client’s own reader, CSV and workbook alike', async () => {
    const { simulator, pay } = await stage()
    for (let number = 1; number <= 5; number++) await pay(`INV-${number}`, number * 900)
    simulator.organisations.settle('600984')
    const csv = Buffer.from([...simulator.organisations.statementCsv('600984')].join(''))
    const workbook = await simulator.organisations.statementXlsx('600984')
    const readBack = async (file: Uint8Array) => {
      const read: unknown[] = []
      for await (const row of (await readStatement(file)).rows) {
        const isMovement = row.kind === 'transaction'
        read.push(isMovement ? [row.receipt, row.amountCents, row.balanceCents] : row)
      }
      return read
    }
    const expected = simulator.organisations
      .statement('600984', { limit: 100 })
      .items.map((row) => [
        row.receipt,
        row.paidInCents ?? row.withdrawnCents ?? 0n,
        row.balanceCents,
      ])
    expect(await readBack(csv)).toEqual(expected)
    expect(await readBack(workbook)).toEqual(expected)
  })

  test('of a reversal links the payment', async () => {
    const { pay, csv, daraja, simulator } = await stage()
    const receipt = await pay('UNIT-7', 1_200)
    const securityCredential = await simulator.credentials.encrypt('Safaricom999!*!')
    await daraja.post('/mpesa/reversal/v1/request', {
      Initiator: 'testapi',
      SecurityCredential: securityCredential,
      CommandID: 'TransactionReversal',
      TransactionID: receipt,
      Amount: '1200',
      ReceiverParty: '600984',
      RecieverIdentifierType: '11',
      ResultURL: 'http://localhost/r',
      QueueTimeOutURL: 'http://localhost/t',
      Remarks: 'Wrong',
    })
    await simulator.advance(60_000)
    const { rows } = await csv()
    expect(rows[0]).toMatchObject({ Withdrawn: '-1,200.00', 'Linked Transaction ID': receipt })
    expect(simulator.transactions.get(receipt ?? '')).toMatchObject({
      status: 'Reversed',
      reversedBy: rows[0]?.['Receipt No.'],
    })
    expectToAddUp(rows, totalKes(simulator))
  })
})

test('the books as CSV have a row for every entry, and each transaction adds up to zero', async () => {
  const { daraja, pay } = await stage()
  await pay('UNIT-7', 1_200)
  const rows: Record<string, string>[] = parse(
    (await daraja.call('/simulator/books/export?format=csv')).text,
    { columns: true },
  )
  const sums = new Map<string, number>()
  for (const { transaction = '', cents } of rows) {
    sums.set(transaction, (sums.get(transaction) ?? 0) + Number(cents))
  }
  expect(new Set(sums.values())).toEqual(new Set([0]))
  const lines = (await daraja.call('/simulator/books/export?format=jsonl')).text.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).kind)).toContain('payment')
})
