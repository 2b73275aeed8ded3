import { expect, test } from 'vitest'
import { createVirtualClock } from '../time/clock.ts'
import { createTraffic } from './traffic.ts'
import { createTrafficLog, exchangesMax } from './traffic-log.ts'

const startAt = new Date('2026-11-23T09:00:00Z')

function fullLog(count: number) {
  const requests = createTrafficLog(createVirtualClock({ startAt }))
  for (let number = 1; number <= count; number++) {
    requests.add({
      kind: number % 2 === 0 ? 'push' : 'callback',
      method: 'POST',
      path: `/path/${number}`,
      body: JSON.stringify({ PhoneNumber: `2547000${String(number).padStart(5, '0')}` }),
      status: 200,
    })
  }
  return createTraffic({ requests })
}

test('the last exchanges are remembered, and no more of them', () => {
  const traffic = fullLog(exchangesMax + 20)
  const seen: number[] = []
  for (let cursor: number | null | undefined; cursor !== null; ) {
    const page = traffic.list({ cursor, limit: 100 })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  }
  expect(seen).toEqual(
    Array.from({ length: exchangesMax }, (_, index) => exchangesMax + 20 - index),
  )
  expect(traffic.get(20)).toBeUndefined()
  expect(traffic.get(21)?.path).toBe('/path/21')
  expect(traffic.get(exchangesMax + 21)).toBeUndefined()
})

test('a search finds what is shown, a kind keeps the others away', () => {
  const traffic = fullLog(40)
  const found = traffic.list({ search: '254700000017' })
  expect(found.items.map(({ path }) => path)).toEqual(['/path/17'])
  expect(found.nextCursor).toBeNull()
  expect(traffic.list({ search: '/PATH/4', kind: 'push' }).items.map(({ path }) => path)).toEqual([
    '/path/40',
    '/path/4',
  ])
})

test('a page has as many as asked for, and says where the next one begins', () => {
  const traffic = fullLog(10)
  const first = traffic.list({ limit: 4 })
  expect(first.items.map(({ id }) => id)).toEqual([10, 9, 8, 7])
  const second = traffic.list({ limit: 6, cursor: first.nextCursor ?? 0 })
  expect(second.items.map(({ id }) => id)).toEqual([6, 5, 4, 3, 2, 1])
  expect(second.nextCursor).toBeNull()
})
