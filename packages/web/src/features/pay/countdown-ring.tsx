import styles from './payment.module.css'

const radius = 54
const around = 2 * Math.PI * radius

/** The time that is left, as a ring that empties and a number of seconds. */
export function CountdownRing(props: {
  leftMs: number
  totalMs: number
  label: (seconds: number) => string
}) {
  const seconds = Math.max(0, Math.ceil(props.leftMs / 1_000))
  const part = Math.min(1, Math.max(0, props.leftMs / props.totalMs))
  return (
    <div className={styles.ring} role="timer" aria-label={props.label(seconds)}>
      <svg viewBox="0 0 120 120" width="148" height="148" aria-hidden="true" focusable="false">
        <circle cx="60" cy="60" r={radius} className={styles.track} />
        <circle
          cx="60"
          cy="60"
          r={radius}
          className={styles.left}
          strokeDasharray={around}
          strokeDashoffset={around * (1 - part)}
          transform="rotate(-90 60 60)"
        />
      </svg>
      <span className={styles.seconds} aria-hidden="true">
        {seconds}
      </span>
    </div>
  )
}
