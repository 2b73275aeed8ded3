import { useEffect, useState } from 'react'
import { serverNowMs } from './server-clock.ts'

/** The server's time in milliseconds, renewed every `everyMs` while `running`. */
export function useNow(everyMs: number, running: boolean): number {
  const [nowMs, setNowMs] = useState(serverNowMs)
  useEffect(() => {
    if (!running) return
    setNowMs(serverNowMs())
    const timer = setInterval(() => setNowMs(serverNowMs()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, running])
  return nowMs
}
