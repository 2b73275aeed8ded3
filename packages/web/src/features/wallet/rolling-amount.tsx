import { useEffect, useRef, useState } from 'react'
import { formatKes } from '../../lib/format.ts'
import styles from './balance-card.module.css'

const rollMs = 900

/** An amount that rolls to its new value when it changes, unless the person wants no motion. */
export function RollingAmount(props: { kes: number }) {
  const [shown, setShown] = useState(props.kes)
  const from = useRef(props.kes)
  useEffect(() => {
    const start = from.current
    const change = props.kes - start
    from.current = props.kes
    if (change === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      setShown(props.kes)
      return
    }
    const startedMs = performance.now()
    let frame = requestAnimationFrame(function step(nowMs) {
      const part = Math.min(1, Math.max(0, (nowMs - startedMs) / rollMs))
      const eased = 1 - (1 - part) ** 3
      setShown(part === 1 ? props.kes : Math.round((start + change * eased) * 100) / 100)
      if (part < 1) frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  }, [props.kes])
  return (
    <span className={styles.amount} aria-hidden="true">
      {formatKes(shown)}
    </span>
  )
}
