import { type ReactNode, useEffect, useRef } from 'react'
import styles from './page.module.css'

let shownPages = 0

/**
 * One screen: its title is the heading and the window's title, and it takes the focus when one comes from another
 * screen, so that a screen reader says where one is.
 */
export function Page(props: {
  title: string
  /** When the heading changes with what happens on the screen, the window's title does too. */
  children: ReactNode
  narrow?: boolean
  lead?: ReactNode
  trail?: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (shownPages > 0) heading.current?.focus({ preventScroll: true })
    shownPages += 1
  }, [])
  useEffect(() => {
    document.title = `${props.title} · Hazina`
  }, [props.title])
  return (
    <div className={`${styles.page} ${props.narrow ? styles.narrow : ''}`}>
      <div className={styles.head}>
        {props.lead}
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        {props.trail}
      </div>
      {props.children}
    </div>
  )
}
