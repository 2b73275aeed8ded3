import type { Clock } from '../clock.ts'

/**
 * What `work` brings, or what `late` says once this clock has moved `timeoutMs` on; `work` itself
 * goes on unheard.
 */
export async function within<T>(
  clock: Clock,
  limit: { timeoutMs: number; late: () => T },
  work: Promise<T>,
): Promise<T> {
  let cancel = () => {}
  const deadline = new Promise<T>((resolve) => {
    cancel = clock.after(limit.timeoutMs, () => resolve(limit.late()))
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    cancel()
  }
}
