import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDay } from '../src/index.ts'
import { type Books, breaksOf, openBooks, postBatch } from './books.ts'

let books: Books
beforeAll(async () => {
  books = await openBooks()
})
afterAll(() => books[Symbol.asyncDispose]())

async function dayOf(moment: string): Promise<string> {
  const credit = await books.wallet(1)
  const [id] = await postBatch(books.pool, {
    kind: 'deposit',
    at: new Date(moment),
    items: [{ debit: books.float, credit, amountCents: 100n }],
  })
  const { rows } = await books.app.query(
    'select business_day::text as day from ledger.posting where id = $1',
    [id],
  )
  return rows[0].day
}

const close = (day: string, moment: string) => closeDay(books.pool, { day, now: new Date(moment) })

test('the business day is the one in Nairobi', async () => {
  expect(await dayOf('2026-11-23T20:59:59Z')).toBe('2026-11-23')
  expect(await dayOf('2026-11-23T21:00:00Z')).toBe('2026-11-24')
})

test('days close after they ended, in order, once; what comes later is of the first open day', async () => {
  const refused = { code: 'day_not_closable' }
  await expect(close('2026-11-23', '2026-11-23T20:59:59Z')).rejects.toMatchObject(refused)
  await expect(close('2026-11-24', '2026-11-25T09:00:00Z')).rejects.toMatchObject(refused)
  await close('2026-11-23', '2026-11-23T21:00:00Z')
  await expect(close('2026-11-23', '2026-11-25T09:00:00Z')).rejects.toMatchObject(refused)
  await expect(close('2026-11-25', '2026-11-27T09:00:00Z')).rejects.toMatchObject(refused)
  expect(await dayOf('2026-11-23T20:00:00Z')).toBe('2026-11-24')
  await close('2026-11-24', '2026-11-27T09:00:00Z')
  expect(await dayOf('2026-11-23T20:00:00Z')).toBe('2026-11-25')
  expect(await dayOf('2026-11-27T20:00:00Z')).toBe('2026-11-27')
  expect(await breaksOf(books)).toEqual([])
})
