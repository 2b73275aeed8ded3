/** A task that waits for its due time; `order` keeps tasks of one instant in the order they came. */
export type DueTask = {
  readonly dueAtMs: number
  readonly order: number
  readonly run: () => void
  cancelled: boolean
}

/** Tasks by due time, then by arrival: a binary heap, so that many thousand timers stay cheap. */
export type DueQueue = {
  add(dueAtMs: number, run: () => void): DueTask
  cancel(task: DueTask): void
  /** The earliest task that was not cancelled, left in place. */
  peek(): DueTask | undefined
  /** Takes the earliest task out when it is due at `nowMs` or before. */
  takeDue(nowMs: number): DueTask | undefined
}

export function createDueQueue(): DueQueue {
  const heap: DueTask[] = []
  let arrivals = 0

  function peek(): DueTask | undefined {
    while (heap[0]?.cancelled) popFirst(heap)
    return heap[0]
  }

  return {
    add(dueAtMs, run) {
      const task: DueTask = { dueAtMs, order: arrivals++, run, cancelled: false }
      pushLast(heap, task)
      return task
    },
    cancel(task) {
      task.cancelled = true
    },
    peek,
    takeDue(nowMs) {
      const first = peek()
      if (first === undefined || first.dueAtMs > nowMs) return undefined
      popFirst(heap)
      return first
    },
  }
}

function isBefore(a: DueTask, b: DueTask): boolean {
  return a.dueAtMs < b.dueAtMs || (a.dueAtMs === b.dueAtMs && a.order < b.order)
}

function pushLast(heap: DueTask[], task: DueTask): void {
  let index = heap.length
  heap.push(task)
  while (index > 0) {
    const parentIndex = (index - 1) >> 1
    const parent = heap[parentIndex]
    if (parent === undefined || !isBefore(task, parent)) break
    heap[index] = parent
    index = parentIndex
  }
  heap[index] = task
}

function popFirst(heap: DueTask[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let index = 0
  for (;;) {
    const leftIndex = 2 * index + 1
    const left = heap[leftIndex]
    if (left === undefined) break
    const right = heap[leftIndex + 1]
    const rightIsFirst = right !== undefined && isBefore(right, left)
    const child = rightIsFirst ? right : left
    if (!isBefore(child, last)) break
    heap[index] = child
    index = rightIsFirst ? leftIndex + 1 : leftIndex
  }
  heap[index] = last
}
